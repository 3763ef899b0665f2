import { nearest } from '../../shared/nearest.ts';
import type { FieldName } from '../ast.ts';
import type { Expr, Named, Plan, Row, Value } from '../ir.ts';
import { aggregate, extend, filter, join, scan, select } from './build.ts';
import type { LookupTable, PlanContext, RowTransform } from './context.ts';
import { asText, unify } from './convert.ts';
import { and, call, choose, coalesce, isNotNull, isNull, text } from './expr.ts';
import { fail } from './fail.ts';
import { lookupMatcher } from './lookup-match.ts';
import { fieldOf, findColumn, freshName, visibleColumns } from './schema.ts';

/** @throws SPL203 for an unknown lookup, SPL301 where there are no lookups at all */
export function knownLookup(table: FieldName, { environment }: PlanContext): LookupTable {
  const { catalog } = environment;
  if (catalog.lookup === undefined) return fail('SPL301', 'there are no lookups to be had here', table.span);
  const found = catalog.lookup(table.name);
  if (found?.missingFile !== undefined) {
    const { missingFile } = found;
    return fail('SPL203', `the file of the lookup "${table.name}" is missing: ${missingFile}`, table.span);
  }
  if (found !== undefined) return found;
  const names = catalog.lookups?.() ?? [];
  const near = nearest(table.name, names);
  const all = names.length === 0 ? '' : `; there is ${names.slice(0, 6).join(', ')}${names.length > 6 ? ' …' : ''}`;
  const hint = near === undefined ? `lookups come with content${all}` : `did you mean "${near}"?`;
  return fail('SPL203', `unknown lookup "${table.name}"`, table.span, hint);
}

interface Pair {
  readonly column: string;
  readonly field: string;
}

export interface LookupUse {
  readonly name: string;
  readonly table: LookupTable;
  readonly keys: readonly Pair[];
  readonly outputs: readonly Pair[];
  /** OUTPUTNEW: a field that has a value keeps it. */
  readonly keepsExisting: boolean;
}

/** Between the values of a multivalue key while it is one text. */
const SEPARATOR = '\u0001';
const HIT = 'hit';

/**
 * Adds the outputs of a lookup. Only the distinct combinations of key values are looked up; what they find is joined
 * to the results.
 */
export async function addLookup(input: Plan, use: LookupUse, context: PlanContext): Promise<Plan> {
  const { environment } = context;
  const keys = use.keys.map(({ field }) => keyText(fieldOf(input.schema, field)));
  const named = keys.map((expr, at): Named => ({ name: `key${at}`, expr }));
  const distinct = aggregate(filter(input, and(...keys.map(isNotNull))), named, [], false);
  const found = await environment.transform(distinct, lookupTransform(input, use, context));
  const names = [HIT, ...named.map(({ name }) => name), ...use.outputs.map((_, at) => `out${at}`)];
  const fresh = new Map(names.map((name) => [name, freshName(`lookup ${name}`, input.schema)]));
  const columns = names.map((name) => ({ name: fresh.get(name) ?? name, expr: fieldOf(found.schema, name) }));
  const schema = { columns: columns.map(({ name, expr }) => ({ name, type: expr.type })), isOpen: false };
  // Each combination of keys is there once: the order of this side decides nothing.
  const right: Plan = { op: 'Project', input: found, columns, order: [], schema };
  const onRight = (name: string): Expr => fieldOf(schema, fresh.get(name) ?? name);
  const on = keys.map((left, at) => ({ left, right: onRight(`key${at}`) }));
  const joined = join(input, right, 'left', on);
  const added = use.outputs.map(({ field }, at): Named => {
    const value = withDefault(onRight(`out${at}`), onRight(HIT), use.table);
    const existing = fieldOf(input.schema, field);
    return { name: field, expr: use.keepsExisting ? coalesce(...unify([existing, value])) : value };
  });
  const extended = extend(joined, added);
  const kept = visibleColumns(extended.schema).map(({ name }) => name);
  return select(extended, kept, input.schema.isOpen || use.table.schema.isOpen);
}

function keyText(value: Expr): Expr {
  return value.type === 'multi' ? call('multiJoin', 'text', value, text(SEPARATOR)) : asText(value);
}

/** A result without a key was not looked up: nothing matches it. */
function withDefault(value: Expr, hit: Expr, { defaultMatch, minMatches }: LookupTable): Expr {
  if (defaultMatch === undefined || minMatches === 0) return value;
  const defaults = Array.from({ length: minMatches }, () => text(defaultMatch));
  const filled = minMatches === 1 ? text(defaultMatch) : call('multi', 'multi', ...defaults);
  const [given = value, otherwise = filled] = unify([value, filled]);
  return choose(isNull(hit), otherwise, given);
}

function lookupTransform(input: Plan, use: LookupUse, { environment }: PlanContext): RowTransform {
  const { table, keys, outputs, name } = use;
  const wanted = [...new Set([...keys, ...outputs].map((pair) => pair.column))];
  const read = scan({ kind: 'lookup', name }, table.schema);
  const kept = wanted.filter((column) => findColumn(table.schema, column) !== undefined);
  const isMulti = keys.map(({ field }) => fieldOf(input.schema, field).type === 'multi');
  return {
    schema: () => {
      const names = [HIT, ...keys.map((_, at) => `key${at}`), ...outputs.map((_, at) => `out${at}`)];
      return { columns: names.map((one) => ({ name: one, type: 'text' as const })), isOpen: false };
    },
    run: async function* (batches) {
      const rows = await environment.rows(select(read, kept));
      const matcher = lookupMatcher(
        rows,
        keys.map((key) => key.column),
        table,
      );
      for await (const batch of batches) {
        yield batch.map((row): Row => {
          const values = keys.map((_, at) => valuesOf(String(row[`key${at}`] ?? ''), isMulti[at] === true));
          const found = combinations(values).flatMap((combination) => padded(matcher(combination), use));
          return { ...row, [HIT]: '1', ...Object.fromEntries(outputsOf(found, use)) };
        });
      }
    },
  };
}

/** `undefined` stands for a row that gives the default. */
function padded(found: readonly Row[], { table }: LookupUse): readonly (Row | undefined)[] {
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
