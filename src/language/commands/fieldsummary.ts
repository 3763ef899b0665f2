import type { NamedAggregate, Plan, Row, Value } from '../ir.ts';
import { integerOption } from '../parse/options.ts';
import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import { aggregate, limit, project, sort, unnest } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { asNumber, asText } from '../plan/convert.ts';
import { call, column, isNotNull } from '../plan/expr.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { computedOnce, withKnownFields } from '../plan/kept.ts';
import { lambda } from '../plan/lambda.ts';
import { figureOf } from '../plan/moving-average.ts';
import { optimise } from '../plan/optimise.ts';
import { byCodePoint, fieldOf, hasWildcard } from '../plan/schema.ts';
import { literalRows, type NewRow } from '../plan/tabulate.ts';
import { summedFields } from '../plan/totals.ts';
import { textsOf } from '../statistics/values.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { maxvals: integerOption };

export type Fieldsummary = Plain<'Fieldsummary', typeof OPTIONS>;

export const fieldsummary = defineCommand<Fieldsummary>({
  name: 'fieldsummary',
  doc: {
    syntax: 'fieldsummary [maxvals=<count>] [<field>...]',
    summary: 'Describes each field: how often it occurs, its values, its statistics.',
    source: 'Splunk Search Reference, fieldsummary',
    options: { maxvals: 'how many values of each field are listed, the most frequent ones; 100 by default, all for 0' },
    differs:
      'distinct_count is exact also where is_exact is 0, which says that not all values are listed. Statistics are those of the values that are numbers. Internal fields are left out unless they are named.',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Fieldsummary', 'fieldsummary', OPTIONS, { words: [0, MANY] }),
  plan: planFieldsummary,
});

const DEFAULT_VALUES = 100;

const COLUMNS = [
  { name: 'field', type: 'text' },
  { name: 'count', type: 'number' },
  { name: 'distinct_count', type: 'number' },
  { name: 'is_exact', type: 'number' },
  { name: 'max', type: 'number' },
  { name: 'mean', type: 'number' },
  { name: 'min', type: 'number' },
  { name: 'numeric_count', type: 'number' },
  { name: 'stdev', type: 'number' },
  { name: 'values', type: 'text' },
] as const;

async function planFieldsummary(node: Fieldsummary, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { maxvals = DEFAULT_VALUES } = node.options;
  if (maxvals < 0) fail('SPL106', `maxvals is a number from 0, found ${maxvals}`, node.span);
  const isNamed = node.words.length > 0 && !node.words.some(({ name }) => hasWildcard(name));
  const input = await (isNamed ? computedOnce : withKnownFields)(resultsOf(given), context);
  const kept = await computedOnce(input, context);
  const rows: NewRow[] = [];
  for (const name of [...summedFields(kept, node.words)].sort(byCodePoint)) {
    const [figures = {}] = await context.environment.rows(optimise(aggregate(kept, [], aggregatesOf(kept, name))));
    if (Number(figures.count ?? 0) === 0) continue;
    const values = await context.environment.rows(optimise(valuesOf(kept, name, maxvals)));
    rows.push(summary(name, figures, values, maxvals));
  }
  return await literalRows(COLUMNS, rows, context);
}

function aggregatesOf({ schema }: Plan, name: string): readonly NamedAggregate[] {
  const value = fieldOf(schema, name);
  const isMulti = value.type === 'multi';
  const texts = isMulti ? value : asText(value);
  const isNumber = lambda([value], (item) => isNotNull(asNumber(item)));
  const numbers = isMulti ? call('filterValues', 'multi', value, isNumber) : asNumber(value);
  const extreme = isMulti ? 'text' : 'number';
  return [
    { name: 'count', type: 'number', fn: 'count', argument: isNotNull(value) },
    { name: 'distinct_count', type: 'number', fn: 'distinctCount', argument: texts },
    { name: 'max', type: extreme, fn: 'max', argument: numbers },
    { name: 'mean', type: 'number', fn: 'avg', argument: numbers },
    { name: 'min', type: extreme, fn: 'min', argument: numbers },
    { name: 'numeric_count', type: 'number', fn: 'countValues', argument: numbers },
    { name: 'stdev', type: 'number', fn: 'stdev', argument: numbers },
  ];
}

/** The most frequent values, of equals the smaller text first. */
function valuesOf(input: Plan, name: string, most: number): Plan {
  const value = fieldOf(input.schema, name);
  const one = project(input, [{ name: 'value', expr: value.type === 'multi' ? value : asText(value) }]);
  const counted = aggregate(
    unnest(one, 'value', false),
    [{ name: 'value', expr: column('value', 'text') }],
    [{ name: 'count', type: 'number', fn: 'count' }],
  );
  const ranked = sort(counted, [
    { expr: column('count', 'number'), isDescending: true },
    { expr: column('value', 'text'), isDescending: false },
  ]);
  return most === 0 ? ranked : limit(ranked, most);
}

function summary(name: string, figures: Row, values: readonly Row[], most: number): NewRow {
  const distinct = Number(figures.distinct_count ?? 0);
  const listed = values.map((row) => `{"value":${JSON.stringify(textsOf(row.value)[0])},"count":${row.count}}`);
  const number = (key: string): [string, Value][] => {
    const value = figureOf(figures[key]);
    return value === undefined ? [] : [[key, value]];
  };
  return new Map<string, Value>([
    ['field', name],
    ...number('count'),
    ...number('distinct_count'),
    ['is_exact', most === 0 || distinct <= most ? 1 : 0],
    ...number('max'),
    ...number('mean'),
    ...number('min'),
    ...number('numeric_count'),
    ...number('stdev'),
    ['values', `[${listed.join(',')}]`],
  ]);
}
