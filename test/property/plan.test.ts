import process from 'node:process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Problem } from '../../src/shared/problem.ts';
import type { CaseRow } from '../conformance/cases.ts';
import { tablesOf } from '../conformance/tables.ts';
import { interpretSearch } from '../support/interpreter/search.ts';

const FIELDS = ['a', 'b', 'm', 'n', '_time', 'x.y', 'nosuch'] as const;

const field = fc.constantFrom(...FIELDS);
const value = fc.constantFrom('1', '2.50', '10.0.0.1', 'abc', '*b*', '10.0.0.0/8', '');

/** Expressions of both kinds, small. */
const expression = fc.oneof(
  fc.tuple(field, fc.constantFrom('+', '-', '*', '/', '.', '%'), field).map(([a, op, b]) => `'${a}' ${op} '${b}'`),
  fc
    .tuple(field, fc.constantFrom('len', 'upper', 'mvcount', 'tonumber', 'tostring', 'trim', 'mvsort', 'floor'))
    .map(([a, fn]) => `${fn}('${a}')`),
  fc.tuple(field, field, field).map(([a, b, c]) => `if('${a}'>'${b}', '${c}', 1.5)`),
  fc.tuple(field, field).map(([a, b]) => `coalesce('${a}', '${b}', "z")`),
  fc.tuple(field, field).map(([a, b]) => `case('${a}'="1", '${b}', isnull('${b}'), 2)`),
  fc.tuple(field, field).map(([a, b]) => `mvappend('${a}', '${b}')`),
  field.map((a) => `mvmap('${a}', '${a}'.1)`),
  field.map((a) => `split('${a}', ".")`),
);

const aggregate = fc
  .tuple(
    fc.constantFrom('values', 'list', 'sum', 'max', 'min', 'dc', 'first', 'latest', 'avg', 'mode', 'rate', 'median'),
    field,
  )
  .map(([fn, name]) => `${fn}(${name})`);

const command = fc.oneof(
  fc.tuple(field, fc.constantFrom('=', '!=', '<', '>='), value).map(([a, op, v]) => `search ${a}${op}"${v}"`),
  fc.tuple(field, field).map(([a, b]) => `search NOT ${a}=1 OR ${b} IN (1, a*)`),
  fc.tuple(field, expression).map(([a, e]) => `eval "${a}"=${e}`),
  fc.tuple(field, field).map(([a, b]) => `where '${a}'!='${b}' OR isnum('${a}')`),
  fc.tuple(aggregate, field).map(([fn, by]) => `stats count ${fn} as s by ${by}`),
  aggregate.map((fn) => `stats ${fn} as n, count as a`),
  fc.tuple(aggregate, field).map(([fn, by]) => `eventstats ${fn} as b by ${by}`),
  aggregate.map((fn) => `streamstats current=f window=2 ${fn} as n`),
  fc.tuple(field, field).map(([a, b]) => `sort - ${a}, ${b}`),
  fc.tuple(field, field).map(([a, b]) => `dedup ${a} sortby -${b}`),
  field.map((a) => `dedup ${a} keepevents=t keepempty=t`),
  fc.tuple(field, field).map(([a, b]) => `rename ${a} as ${b}`),
  fc.tuple(field, field).map(([a, b]) => `table ${a} ${b} n*`),
  field.map((a) => `fields - ${a}`),
  field.map((a) => `fillnull value=0 ${a}`),
  field.map((a) => `bin span=2 ${a}`),
  field.map((a) => `convert ctime(${a}) rmunit(b)`),
  field.map((a) => `mvexpand ${a}`),
  field.map((a) => `top limit=2 ${a}`),
  field.map((a) => `appendpipe [stats count by ${a}]`),
  fc
    .tuple(
      field,
      fc.constantFrom('(?<b>\\d)(?<n>\\w?)', '(?<a>[a-z]+)', '(?<b>\\d)(?<m>\\D)(?!x)'),
      fc.constantFrom(0, 1, 2),
    )
    .map(([a, pattern, count]) => `rex field=${a} max_match=${count} offset_field=n "${pattern}"`),
  field.map((a) => `rex field=${a} mode=sed "s/(\\d)(\\w)/\\2\\1/2g"`),
  field.map((a) => `rex field=${a} mode=sed "s/[0-9]/<&>/" | rex field=${a} mode=sed "y/ab/ba/"`),
  fc
    .tuple(field, fc.constantFrom('inner', 'left'), fc.boolean())
    .map(([a, type, usetime]) => `join type=${type} usetime=${usetime} ${a} [inputlookup other]`),
  fc.constantFrom('head 3', 'tail 3', 'reverse', 'head (n<2)', 'append [inputlookup other]', 'eval {a}=n'),
);

const cell = fc.constantFrom('1', '2.50', '-3', '10.0.0.1', 'abc', 'B', '');
const row: fc.Arbitrary<CaseRow> = fc.record(
  {
    _time: fc.integer({ min: 0, max: 9 }),
    a: cell,
    b: cell,
    n: fc.integer({ min: -2, max: 3 }),
    m: fc.oneof(cell, fc.array(cell, { minLength: 1, maxLength: 3 })),
    'x.y': cell,
  },
  { requiredKeys: [] },
);
const table = fc.array(row, { maxLength: 6 });

test('commands in any order give plans whose columns have the types and the order that they say', async () => {
  let ran = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(command, { minLength: 1, maxLength: 6 }),
      table,
      table,
      async (commands, given, other) => {
        const tables = tablesOf({ given, given_datasets: { lookups: { other: { rows: other } } } });
        try {
          const { rows, columns } = await interpretSearch({ spl: `| ${commands.join(' | ')}`, tables });
          for (const one of rows) expect(columns).toEqual(expect.arrayContaining(Object.keys(one)));
          ran++;
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
        }
      },
    ),
    { numRuns: Number(process.env['PLAN_RUNS'] ?? 500), seed: 20_260 },
  );
  expect(ran).toBeGreaterThan(100);
});
