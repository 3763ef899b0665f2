import type { Expr, Named, NamedAggregate, Plan } from '../ir.ts';
import { aggregate, filter, limit, rowNumber, window } from './build.ts';
import type { LookupTable, PlanContext } from './context.ts';
import { asText } from './convert.ts';
import { and, call, column, isNothing, isNotNull, nothing, number } from './expr.ts';
import { type LookupSides, type LookupUse, lookupScan } from './lookup-use.ts';
import { optimise } from './optimise.ts';
import { fieldOf, freshName } from './schema.ts';

/** Whether a lookup asks for nothing but equality, of one value in each result. */
export function isJoinable(input: Plan, { table, keys }: LookupUse): boolean {
  const patterns = new Set(table.matches.map(({ field }) => field));
  const isPlain = keys.every(({ column: name, field }) => {
    return !patterns.has(name) && fieldOf(input.schema, field).type !== 'multi';
  });
  return isPlain && table.script === undefined && (table.defaultMatch === undefined || table.minMatches <= 1);
}

/** The table itself where its keys are unique, else one row for each combination of keys. */
export async function joinable(input: Plan, use: LookupUse, context: PlanContext): Promise<LookupSides> {
  const { table, keys, outputs, name } = use;
  const read = lookupScan(name, table);
  const onTable = keys.map((key) => keyOf(fieldOf(read.schema, key.column), table));
  const rows = filter(read, and(...onTable.map(isNotNull)));
  const named = onTable.map(
    (expr, at): Named => ({ name: freshName(`lookup key${at}`, input.schema, read.schema), expr }),
  );
  const results = outputs.map(
    (output, at): Named => ({
      name: freshName(`lookup out${at}`, input.schema, read.schema),
      expr: fieldOf(read.schema, output.column),
    }),
  );
  const isUnique = await hasUniqueKeys(rows, named, context);
  const right =
    isUnique || table.maxMatches === 1 ? single(rows, named, results, isUnique) : several(rows, named, results, table);
  const [first] = named;
  const keyColumns = named.map((key) => column(key.name, 'text'));
  return {
    left: input,
    right,
    on: keys.map(({ field }, at) => ({
      left: keyOf(fieldOf(input.schema, field), table),
      right: keyColumns[at] ?? nothing(),
    })),
    hit: first === undefined ? nothing() : column(first.name, 'text'),
    outputs: results.map((result) => fieldOf(right.schema, result.name)),
  };
}

function keyOf(value: Expr, { isCaseSensitive }: LookupTable): Expr {
  const single = asText(value);
  return isCaseSensitive || isNothing(single) ? single : call('lower', 'text', single);
}

/** What the rows of a lookup are is not known ahead of the data. */
async function hasUniqueKeys(rows: Plan, keys: readonly Named[], { environment }: PlanContext): Promise<boolean> {
  if (environment.isAheadOfData === true) return true;
  const count: NamedAggregate = { name: freshName('count', rows.schema), type: 'number', fn: 'count' };
  const counted = aggregate(rows, keys, [count]);
  const repeated = filter(counted, call('numberLess', 'boolean', number(1), column(count.name, 'number')));
  return (await environment.rows(optimise(limit(repeated, 1)))).length === 0;
}

/** The first row of each combination of keys. */
function single(rows: Plan, keys: readonly Named[], outputs: readonly Named[], isUnique: boolean): Plan {
  return side(isUnique ? rows : firstRows(rows, keys, 1), [...keys, ...outputs]);
}

function several(rows: Plan, keys: readonly Named[], outputs: readonly Named[], { maxMatches }: LookupTable): Plan {
  const lists = outputs.map(({ name, expr }): NamedAggregate => ({ name, type: 'multi', fn: 'list', argument: expr }));
  const grouped = aggregate(firstRows(rows, keys, maxMatches), keys, lists);
  const names = [...keys, ...outputs].map(({ name }) => ({ name, expr: fieldOf(grouped.schema, name) }));
  return side(grouped, names);
}

function firstRows(rows: Plan, keys: readonly Named[], count: number): Plan {
  const rank = freshName('rank', rows.schema);
  const ranked = window(
    rows,
    keys.map(({ expr }) => expr),
    [rowNumber(rank)],
  );
  return filter(ranked, call('numberLessOrEqual', 'boolean', column(rank, 'number'), number(count)));
}

/** Each combination of keys is there once: the order of this side decides nothing. */
function side(input: Plan, columns: readonly Named[]): Plan {
  const schema = { columns: columns.map(({ name, expr }) => ({ name, type: expr.type })), isOpen: false };
  return { op: 'Project', input, columns, order: [], schema };
}
