import type { Expr, Named, Plan, Row, Value } from '../ir.ts';
import { aggregate, filter, select } from './build.ts';
import type { LookupTable, PlanContext, RowTransform } from './context.ts';
import { asText } from './convert.ts';
import { and, call, isNotNull, text } from './expr.ts';
import { computedOnce } from './kept.ts';
import { type LookupMatcher, lookupMatcher } from './lookup-match.ts';
import { scriptMatcher } from './lookup-scripts.ts';
import { type LookupSides, type LookupUse, lookupScan } from './lookup-use.ts';
import { optimise } from './optimise.ts';
import { fieldOf, findColumn, freshName } from './schema.ts';

/** Between the values of a multivalue key while it is one text. */
const SEPARATOR = '\u0001';
const HIT = 'hit';

/** Looks up the distinct combinations of key values. What is upstream is computed once. */
export async function matchedKeys(given: Plan, use: LookupUse, context: PlanContext): Promise<LookupSides> {
  const left = await computedOnce(given, context);
  const keys = use.keys.map(({ field }) => keyText(fieldOf(left.schema, field)));
  const named = keys.map((expr, at): Named => ({ name: `key${at}`, expr }));
  const distinct = aggregate(filter(left, and(...keys.map(isNotNull))), named, []);
  const found = await context.environment.transform(optimise(distinct), lookupTransform(left, use, context));
  const names = [HIT, ...named.map(({ name }) => name), ...use.outputs.map((_, at) => `out${at}`)];
  const fresh = new Map(names.map((name) => [name, freshName(`lookup ${name}`, left.schema)]));
  const columns = names.map((name) => ({ name: fresh.get(name) ?? name, expr: fieldOf(found.schema, name) }));
  const schema = { columns: columns.map(({ name, expr }) => ({ name, type: expr.type })), isOpen: false };
  const onRight = (name: string): Expr => fieldOf(schema, fresh.get(name) ?? name);
  return {
    left,
    // Each combination of keys is there once: the order of this side decides nothing.
    right: { op: 'Project', input: found, columns, order: [], schema },
    on: keys.map((key, at) => ({ left: key, right: onRight(`key${at}`) })),
    hit: onRight(HIT),
    outputs: use.outputs.map((_, at) => onRight(`out${at}`)),
  };
}

function keyText(value: Expr): Expr {
  return value.type === 'multi' ? call('multiJoin', 'text', value, text(SEPARATOR)) : asText(value);
}

function lookupTransform(input: Plan, use: LookupUse, context: PlanContext): RowTransform {
  const { keys, outputs } = use;
  const isMulti = keys.map(({ field }) => fieldOf(input.schema, field).type === 'multi');
  return {
    lineage: 'aside',
    schema: () => {
      const names = [HIT, ...keys.map((_, at) => `key${at}`), ...outputs.map((_, at) => `out${at}`)];
      return { columns: names.map((one) => ({ name: one, type: 'text' as const })), isOpen: false };
    },
    run: async function* (batches) {
      const matcher = await matcherOf(use, context);
      for await (const batch of batches) {
        yield batch.map((row): Row => {
          const values = keys.map((_, at) => valuesOf(String(row[`key${at}`] ?? ''), isMulti[at] === true));
          const found = combinations(values).flatMap((combination) => padded(matcher(combination), use.table));
          return { ...row, [HIT]: '1', ...Object.fromEntries(outputsOf(found, use)) };
        });
      }
    },
  };
}

async function matcherOf({ table, keys, outputs, name }: LookupUse, context: PlanContext): Promise<LookupMatcher> {
  const names = keys.map((key) => key.column);
  if (table.script !== undefined) return scriptMatcher(table.script, names);
  const wanted = [...new Set([...keys, ...outputs].map((pair) => pair.column))];
  const kept = wanted.filter((column) => findColumn(table.schema, column) !== undefined);
  const rows = await context.environment.rows(select(lookupScan(name, table), kept));
  return lookupMatcher(rows, names, table);
}

/** `undefined` stands for a row that gives the default. */
function padded(found: readonly Row[], table: LookupTable): readonly (Row | undefined)[] {
  const missing = table.defaultMatch === undefined ? 0 : Math.max(0, table.minMatches - found.length);
  return [...found, ...Array.from({ length: missing }, () => undefined)];
}

function outputsOf(rows: readonly (Row | undefined)[], { outputs, table }: LookupUse): readonly [string, Value][] {
  return outputs.flatMap(({ column: name }, at): [string, Value][] => {
    const values = rows.flatMap((row) => (row === undefined ? [table.defaultMatch ?? ''] : valueList(row[name])));
    const [first] = values;
    return first === undefined ? [] : [[`out${at}`, values.length === 1 ? first : values]];
  });
}

function valueList(value: Value | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'object' ? value : [String(value)];
}

function valuesOf(key: string, isMulti: boolean): readonly string[] {
  return isMulti ? key.split(SEPARATOR) : [key];
}

function combinations(lists: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return lists.reduce<readonly (readonly string[])[]>(
    (done, list) => done.flatMap((head) => list.map((value) => [...head, value])),
    [[]],
  );
}
