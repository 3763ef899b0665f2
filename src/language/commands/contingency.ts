import type { AggregateCall } from '../ast.ts';
import type { Plan, Row } from '../ir.ts';
import { booleanOption, integerOption, numberOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { group } from '../plan/aggregate.ts';
import { aggregate, limit, sort } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { asText } from '../plan/convert.ts';
import { column } from '../plan/expr.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { computedOnce } from '../plan/kept.ts';
import { optimise } from '../plan/optimise.ts';
import { fieldOf, hasWildcard } from '../plan/schema.ts';
import { condense } from '../plan/tabulate.ts';
import { contingencyTable } from '../statistics/contingency-table.ts';
import { textsOf } from '../statistics/values.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  maxrows: integerOption,
  maxcols: integerOption,
  mincolcover: numberOption,
  minrowcover: numberOption,
  usetotal: booleanOption,
  totalstr: textOption,
};

export type Contingency = Plain<'Contingency', typeof OPTIONS>;

export const contingency = defineCommand<Contingency>({
  name: 'contingency',
  aliases: ['counttable', 'ctable'],
  doc: {
    syntax:
      'contingency [maxrows=<count>] [maxcols=<count>] [mincolcover=<n>] [minrowcover=<n>] [usetotal=<bool>] [totalstr=<text>] <field> <field>',
    summary: 'Counts how often the values of two fields occur together.',
    source: 'Splunk Search Reference, contingency',
    options: {
      'maxrows, maxcols':
        'how many values of each field are shown, the most frequent ones; 1000 by default and at most',
      'minrowcover, mincolcover':
        'no more values than are needed for this share of the results are shown; 1, that is all, by default',
      usetotal: 'whether sums are added; true by default',
      totalstr: 'the name of the sums; TOTAL by default',
    },
    differs: 'Values with the same sum stand in alphabetical order.',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Contingency', 'contingency', OPTIONS, { words: [2, 2] }),
  plan: planContingency,
});

/** Source: limits.conf, [ctable] maxvalues. */
const MOST_VALUES = 1000;

async function planContingency(node: Contingency, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { maxrows, maxcols, minrowcover = 1, mincolcover = 1, usetotal = true, totalstr = 'TOTAL' } = node.options;
  const [rowField, columnField] = fieldsOf(node);
  const pairs = await computedOnce(pairCounts(resultsOf(given), [rowField, columnField], node, context), context);
  const rowValues = await frequentValues(pairs, rowField, { most: maxrows, cover: minrowcover }, context);
  const columnValues = await frequentValues(pairs, columnField, { most: maxcols, cover: mincolcover }, context);
  const total = usetotal ? { total: totalstr } : {};
  const table = contingencyTable({ rowField, rowValues, columnValues, ...total });
  const add = (pair: Row): void => {
    const [[row], [cell]] = [textsOf(pair[rowField]), textsOf(pair[columnField])];
    if (row !== undefined && cell !== undefined) table.add(row, cell, Number(pair[COUNT] ?? 0));
  };
  return await condense(pairs, { add, table: table.result }, context);
}

function fieldsOf({ words, span }: Contingency): readonly [string, string] {
  const [first, second] = words;
  if (first === undefined || second === undefined) return fail('SPL109', 'contingency takes two fields', span);
  for (const word of words) {
    if (hasWildcard(word.name)) fail('SPL106', 'contingency takes no wildcards', word.span);
  }
  if (first.name === second.name) fail('SPL205', 'contingency takes two different fields', second.span);
  return [first.name, second.name];
}

/** What no field is called. */
const COUNT = '\u0002count';

function pairCounts(input: Plan, fields: readonly string[], { span }: Contingency, context: PlanContext): Plan {
  const counting: AggregateCall = { kind: 'AggregateCall', name: 'count', output: COUNT, hasAlias: true, span };
  const keys = fields.map((name) => ({ name, expr: fieldOf(input.schema, name) }));
  return group(input, { calls: [counting], keys, scope: { context, schema: input.schema } });
}

interface Bounds {
  readonly most: number | undefined;
  readonly cover: number;
}

/** The most frequent values: as many as are asked for, and no more than it takes for a share of the results. */
async function frequentValues(
  pairs: Plan,
  field: string,
  { most = MOST_VALUES, cover }: Bounds,
  { environment }: PlanContext,
): Promise<readonly string[]> {
  const sum = { name: COUNT, type: 'number', fn: 'sum', argument: column(COUNT, 'number') } as const;
  const [all] = await environment.rows(optimise(aggregate(pairs, [], [sum])));
  const counted = aggregate(pairs, [{ name: field, expr: asText(fieldOf(pairs.schema, field)) }], [sum]);
  const ranked = sort(counted, [
    { expr: column(COUNT, 'number'), isDescending: true },
    { expr: column(field, 'text'), isDescending: false },
  ]);
  const count = most < 1 ? MOST_VALUES : Math.min(most, MOST_VALUES);
  const rows = await environment.rows(optimise(limit(ranked, count)));
  const needed = cover * Number(all?.[COUNT] ?? 0);
  const values: string[] = [];
  let covered = 0;
  for (const row of rows) {
    if (covered >= needed) break;
    values.push(...textsOf(row[field]));
    covered += Number(row[COUNT] ?? 0);
  }
  return values;
}
