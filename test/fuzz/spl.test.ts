import { expect, test } from 'vitest';
import { splTargets } from './spl-target.ts';

test.each(splTargets)('$name: 500 seeds, none of which does more than a Problem', async ({ run }) => {
  for (let seed = 0; seed < 500; seed++) await expect(run(seed)).resolves.toBeUndefined();
});
