import { expect, test } from 'vitest';
import { regexTarget } from './regex-target.ts';

test('regular expressions: 1000 seeds, none of which does more than a Problem', async () => {
  for (let seed = 0; seed < 1000; seed++) await expect(regexTarget.run(seed)).resolves.toBeUndefined();
});
