import { expect, test } from 'vitest';
import { contentTarget } from './content-target.ts';
import { inputsTargets } from './inputs-target.ts';

test.each([...inputsTargets, contentTarget])(
  '$name: 500 seeds, each read or refused in time',
  async ({ run }) => {
    for (let seed = 0; seed < 500; seed++) {
      await expect(run(seed), `seed ${seed}`).resolves.toBeUndefined();
    }
  },
  60_000,
);
