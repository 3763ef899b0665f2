import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { type CommandCase, givenOf } from '../../test/commands/case.ts';
import type { CaseRow } from '../../test/conformance/cases.ts';
import { runSearch } from '../../test/support/engine-search.ts';

/** A multivalue of one value is that value. */
function asOutput(row: CaseRow): CaseRow {
  const scalar = (value: unknown) => (Array.isArray(value) && value.length === 1 ? value[0] : value);
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, scalar(value)])) as CaseRow;
}

const FOLDER = join(import.meta.dirname, '../../test/commands');

/** The cases which the interpreter of plans runs too, through SQL and the database. */
for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'))) {
  const all = parseYaml(readFileSync(join(FOLDER, file), 'utf8')) as readonly CommandCase[];
  // A search that is rejected never reaches the engine.
  const cases = all.filter(({ rows }) => rows !== undefined);
  test.each(cases)(`${basename(file, '.yaml')}: $name`, async (one) => {
    const outcome = await runSearch(givenOf(one));
    expect(outcome.rows.map((row) => ({ ...row }))).toEqual(one.rows?.map(asOutput));
    if (one.columns !== undefined) expect(outcome.columns).toEqual(one.columns);
  });
}
