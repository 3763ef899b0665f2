import { describe, expect, test } from 'vitest';
import { EVAL_FUNCTIONS, PERCENTILE_FUNCTIONS, STATS_FUNCTIONS } from '../../src/language/index.ts';
import { type CommandCase, givenOf } from '../commands/case.ts';
import type { CaseRow } from '../conformance/cases.ts';
import { runSearch } from '../support/engine-search.ts';
import { interpretSearch } from '../support/interpreter/search.ts';
import { functionCases } from './cases.ts';

/** Functions that karst parses and does not run; each is an error that says so. */
const NOT_RUN: ReadonlySet<string> = new Set(['sparkline']);

/** What two numbers may differ by: mathematics is not the same to the last bit everywhere. */
function near(rows: readonly CaseRow[] | undefined): unknown {
  return rows?.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        typeof value === 'number' && !Number.isInteger(value) ? expect.closeTo(value, 9) : value,
      ]),
    ),
  );
}

for (const language of ['eval', 'stats'] as const) {
  describe(`${language} functions`, () => {
    const cases = [...functionCases(language)].flatMap(([name, all]) =>
      all.map((one): CommandCase => ({ ...one, name: `${name}: ${one.example}` })),
    );
    test.each(cases)('$name', async (one) => {
      const expected = near(one.rows);
      expect((await interpretSearch(givenOf(one))).rows, 'by the interpreter').toEqual(expected);
      expect(
        (await runSearch(givenOf(one))).rows.map((row) => ({ ...row })),
        'by the engine',
      ).toEqual(expected);
    });
  });
}

test('every function has its documentation and an example', () => {
  const lacking = (language: 'eval' | 'stats', functions: typeof EVAL_FUNCTIONS): readonly string[] => {
    const cases = functionCases(language);
    return functions
      .filter(({ name, doc }) => doc === undefined || !(cases.has(name) || NOT_RUN.has(name)))
      .map(({ name }) => name);
  };
  expect(lacking('eval', EVAL_FUNCTIONS)).toEqual([]);
  expect(lacking('stats', [...STATS_FUNCTIONS, ...PERCENTILE_FUNCTIONS])).toEqual([]);
});
