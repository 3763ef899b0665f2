import type { FieldName, Node } from '../ast.ts';
import type { Expr, Named, Plan } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import { booleanOption, type OptionValues, optionBag } from '../parse/options.ts';
import { readSortKey, type SortKey } from '../parse/sort-keys.ts';
import { extend, filter, rowNumber, select, sort, window } from '../plan/build.ts';
import { and, call, choose, column, isNotNull, isTrue, nothing, number, or } from '../plan/expr.ts';
import { presentGate } from '../plan/gate.ts';
import { resultsOf } from '../plan/input.ts';
import { fieldOf, freshName, visibleColumns } from '../plan/schema.ts';
import { sortKeys } from '../plan/sort-keys.ts';
import { wholeValue } from '../plan/whole-value.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { keepevents: booleanOption, keepempty: booleanOption, consecutive: booleanOption };

export type Dedup = Node<
  'Dedup',
  {
    /** Results to keep for each combination of values. */
    count: number;
    fields: readonly FieldName[];
    /** Empty without sortby. */
    sortBy: readonly SortKey[];
    options: OptionValues<typeof OPTIONS>;
  }
>;

export const dedup = defineCommand<Dedup>({
  name: 'dedup',
  doc: {
    syntax:
      'dedup [<count>] <field>... [keepevents=<bool>] [keepempty=<bool>] [consecutive=<bool>] [sortby [+|-]<field>...]',
    summary: 'Keeps the first results of each combination of values.',
    source: 'Splunk Search Reference, dedup',
    options: {
      '<count>': 'how many results of each combination are kept; 1',
      keepevents: 'whether the other results stay, without the listed fields; false',
      keepempty: 'whether results without one of the fields stay; false',
      consecutive: 'whether a combination that comes again behind another one counts anew; false',
      sortby: 'the order in which results are taken',
    },
  },
  stands: 'later',
  parse: readDedup,
  plan: planDedup,
  gate: ({ fields }, given) => presentGate(fields, resultsOf(given)),
});

function planDedup(node: Dedup, given: Plan | undefined): Plan {
  const unsorted = resultsOf(given);
  const input = node.sortBy.length === 0 ? unsorted : sort(unsorted, sortKeys(node.sortBy, false, unsorted.schema));
  const names = [...new Set(node.fields.map(({ name }) => name))];
  const values = names.map((name) => fieldOf(input.schema, name));
  const { consecutive, keepevents, keepempty } = node.options;
  const { plan, isKept } = consecutive === true ? runs(input, values, node.count) : ranked(input, values, node.count);
  const isComplete = and(...values.map(isNotNull));
  const kept = keepempty === true ? or(isKept, notComplete(values)) : and(isComplete, isKept);
  const visible = visibleColumns(input.schema).map(({ name }) => name);
  if (keepevents !== true) return select(filter(plan, kept), visible, input.schema.isOpen);
  const emptied = names.map((name, index): Named => {
    const value = values[index] ?? nothing();
    return { name, expr: choose(kept, value, nothing(value.type)) };
  });
  return select(extend(plan, emptied), [...new Set([...visible, ...names])], input.schema.isOpen);
}

function notComplete(values: readonly Expr[]): Expr {
  return or(...values.map((value) => call('isNull', 'boolean', value)));
}

/** The first results of each combination of values. A multivalue counts as a whole. */
function ranked(input: Plan, values: readonly Expr[], count: number): { plan: Plan; isKept: Expr } {
  const rank = freshName('rank', input.schema);
  const plan = window(input, values.map(wholeValue), [rowNumber(rank)]);
  return { plan, isKept: call('numberLessOrEqual', 'boolean', column(rank, 'number'), number(count)) };
}

/** The first results of each run of equal combinations: a run begins with one that differs from the result before it. */
function runs(input: Plan, values: readonly Expr[], count: number): { plan: Plan; isKept: Expr } {
  const before = values.map((value, index) => {
    const name = freshName(`before${index}`, input.schema);
    const frame = { preceding: 1, following: -1 };
    return { name, type: 'text', fn: 'first', argument: wholeValue(value), frame } as const;
  });
  const differs = values.map((value, index) => {
    const last = column(before[index]?.name ?? '', 'text');
    return or(
      call('isNull', 'boolean', last),
      call('not', 'boolean', call('textEquals', 'boolean', last, wholeValue(value))),
    );
  });
  const plan = window(input, [], before);
  if (count === 1) return { plan, isKept: or(...differs) };
  const run = freshName('run', plan.schema);
  const begun = {
    name: run,
    type: 'number',
    fn: 'count',
    argument: isTrue(or(...differs)),
    frame: { following: 0 },
  } as const;
  const counted = window(plan, [], [begun]);
  const rank = freshName('rank', counted.schema);
  const ranked = window(counted, [column(run, 'number')], [rowNumber(rank)]);
  return { plan: ranked, isKept: call('numberLessOrEqual', 'boolean', column(rank, 'number'), number(count)) };
}

function readDedup(cursor: Cursor): Dedup {
  const options = optionBag(cursor, 'dedup', OPTIONS);
  options.readAll();
  const countSpan = cursor.mark();
  const count = cursor.optionalInteger(1);
  if (count < 1) cursor.fail('SPL106', `dedup keeps at least 1 result, found ${count}`, cursor.span(countSpan));
  const fields: FieldName[] = [];
  do fields.push(...cursor.fieldList('sortby'));
  while (options.read());
  if (fields.length === 0) cursor.failExpected('a field name');
  const sortBy = cursor.keyword('sortby') === undefined ? [] : readSortBy(cursor, options.read);
  return { kind: 'Dedup', count, fields, sortBy, options: options.values, span: cursor.span() };
}

function readSortBy(cursor: Cursor, readOption: () => boolean): SortKey[] {
  const keys: SortKey[] = [];
  while (!cursor.atEnd()) {
    if (cursor.symbol(',') || readOption()) continue;
    keys.push(readSortKey(cursor) ?? cursor.failExpected('a field to sort by'));
  }
  if (keys.length === 0) cursor.failExpected('a field to sort by');
  return keys;
}
