import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CaseFolding, caseFolding } from '../../src/language/regex/case.ts';
import { type CompiledRegex, compileRegex, regexMatcher } from '../../src/language/regex/index.ts';
import { Problem } from '../../src/shared/problem.ts';
import { patternNoise, type RegexCase, regexCase } from './regex-cases.ts';
import { askPcre2, type PeerAnswer } from './regex-pcre2.ts';

const CASES = 3000;
const SEED = 20_260;

/** Letters that had no upper case before: the library may know an older Unicode than Node. */
const CASED_SINCE_UNICODE_16 = [0x19b, 0x264];

const hasPeer = askPcre2([]) !== undefined;

/** What a pattern comes to: compiled, or the code of its problem. */
function compiledOrCode(pattern: string): CompiledRegex | string {
  try {
    return compileRegex(pattern);
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
}

function answers(arbitrary: fc.Arbitrary<RegexCase>): (RegexCase & { answer: PeerAnswer })[] {
  const cases = fc.sample(arbitrary, { seed: SEED, numRuns: CASES });
  const found = askPcre2(cases) ?? [];
  return cases.map((one, at) => ({ ...one, answer: found[at] ?? {} }));
}

describe.skipIf(!hasPeer)('beside the PCRE2 library of this machine', () => {
  test('the same patterns are valid', () => {
    const noise = patternNoise.map((pattern) => ({ pattern, text: '' }));
    const wrong = [...answers(noise), ...answers(regexCase)].filter(({ pattern, answer }) => {
      const compiled = compiledOrCode(pattern);
      // What karst refuses as unsupported may be invalid besides.
      return compiled !== 'SPL304' && (compiled === 'SPL115') !== (answer.error !== undefined);
    });
    expect(wrong).toEqual([]);
  });

  test('JavaScript finds the same match and the same groups', () => {
    const differing = answers(regexCase).flatMap(({ pattern, text, answer }) => {
      const compiled = compiledOrCode(pattern);
      if (typeof compiled === 'string' || compiled.javaScript === undefined || answer.limit) return [];
      const [found, expected] = [foundIn(compiled, text), expectedOf(compiled, answer)];
      return JSON.stringify(found) === JSON.stringify(expected) ? [] : [{ pattern, text, found, expected }];
    });
    expect(differing).toEqual([]);
  });

  test('characters that differ in case only are the same', () => {
    const codes = Array.from({ length: 0x590 - 0x80 }, (_, at) => at + 0x80).concat([0x1e9e, 0x1fb3, 0x2126, 0x212a]);
    const cased = codes
      .filter((code) => !CASED_SINCE_UNICODE_16.includes(code))
      .map((code) => String.fromCodePoint(code));
    const folding = caseFolding();
    const pairs = cased.flatMap((letter) =>
      [letter.toLowerCase(), letter.toUpperCase(), 'i', 'k', 's'].map((text) => ({ letter, text })),
    );
    const variants = pairs.map(({ letter, text }) => variantsOf(folding, letter).includes(text));
    const cases = pairs.map(({ letter, text }) => ({ pattern: `(?i)^(?:${letter}|[${letter}])$`, text }));
    expect(variants).toEqual(askPcre2(cases)?.map(({ groups }) => groups !== null));
  });
});

function variantsOf(folding: CaseFolding, letter: string): string[] {
  return folding.variantsOf(letter.codePointAt(0) ?? 0).map((code) => String.fromCodePoint(code));
}

/** Start in code points and groups of the first match; groups that JavaScript does not tell are left out. */
function foundIn(compiled: CompiledRegex, text: string): unknown {
  const match = regexMatcher(compiled)?.match(text);
  if (match === undefined) return null;
  const groups = match.groups.map((group) => group ?? null);
  return {
    start: [...text.slice(0, match.start)].length,
    groups: [text.slice(match.start, match.end), ...told(compiled, groups)],
  };
}

function expectedOf(compiled: CompiledRegex, { start, groups }: PeerAnswer): unknown {
  if (groups === null || groups === undefined) return null;
  const [whole, ...others] = groups;
  return { start, groups: [whole, ...told(compiled, others)] };
}

function told(compiled: CompiledRegex, groups: readonly (string | null)[]): (string | null)[] {
  return groups.filter((_, at) => !compiled.javaScript?.inexact.includes(at + 1));
}
