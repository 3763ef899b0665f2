import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import type { CaseRow } from '../../test/conformance/cases.ts';
import { tablesOf } from '../../test/conformance/tables.ts';
import { runSearch } from '../../test/support/engine-search.ts';

/** The cases of test/commands, which the interpreter of plans runs too, through SQL and the database. */
interface CommandCase {
  readonly name: string;
  readonly spl: string;
  readonly now?: number;
  readonly input?: readonly CaseRow[];
  readonly events?: readonly CaseRow[];
  readonly datasets?: Readonly<Record<string, readonly CaseRow[]>>;
  readonly lookups?: Readonly<Record<string, readonly CaseRow[]>>;
  readonly rows?: readonly CaseRow[];
  readonly columns?: readonly string[];
}

/** A multivalue of one value is that value. */
function asOutput(row: CaseRow): CaseRow {
  const scalar = (value: unknown) => (Array.isArray(value) && value.length === 1 ? value[0] : value);
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, scalar(value)])) as CaseRow;
}

const FOLDER = join(import.meta.dirname, '../../test/commands');

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'))) {
  const all = parseYaml(readFileSync(join(FOLDER, file), 'utf8')) as readonly CommandCase[];
  // A search that is rejected never reaches the engine; lookups have no tables yet.
  const cases = all.filter(({ rows, lookups }) => rows !== undefined && lookups === undefined);
  test.each(cases)(
    `${basename(file, '.yaml')}: $name`,
    async ({ spl, now, input, events, datasets, rows, columns }) => {
      const given = {
        ...(input !== undefined && { given: input }),
        given_datasets: datasets === undefined ? {} : { datamodels: datasets },
      };
      const outcome = await runSearch({ spl, tables: tablesOf(given, events), ...(now !== undefined && { now }) });
      expect(outcome.rows.map((row) => ({ ...row }))).toEqual(rows?.map(asOutput));
      if (columns !== undefined) expect(outcome.columns).toEqual(columns);
    },
  );
}
