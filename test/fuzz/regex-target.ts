import fc from 'fast-check';
import { compileRegex } from '../../src/language/regex/index.ts';
import { Problem } from '../../src/shared/problem.ts';
import { patternNoise, regexCase } from '../property/regex-cases.ts';
import type { FuzzTarget } from './fuzz-target.ts';

/** Patterns of all kinds; what compiles must be a RegExp that JavaScript takes. */
export const regexTarget: FuzzTarget = {
  name: 'regular expression',
  run: async (seed) => {
    const pattern = patternOf(seed);
    try {
      const { javaScript } = compileRegex(pattern);
      if (javaScript !== undefined) new RegExp(javaScript.source, javaScript.flags);
    } catch (error) {
      if (!(error instanceof Problem)) {
        throw new Error(`${String(error)} on ${JSON.stringify(pattern)}`, { cause: error });
      }
    }
  },
};

/** Structured patterns, characters that mean something in any order, any characters at all, and one thing many times. */
function patternOf(seed: number): string {
  const repeated = fc
    .tuple(patternNoise, fc.integer({ min: 1, max: 3000 }), patternNoise)
    .map(([part, count, rest]) => part.repeat(count) + rest);
  const kinds = [regexCase.map(({ pattern }) => pattern), patternNoise, fc.string({ unit: 'binary' }), repeated];
  return fc.sample(kinds[seed % kinds.length] ?? patternNoise, { seed, numRuns: 1 })[0] ?? '';
}
