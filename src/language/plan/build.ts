import { invariant } from '../../shared/problem.ts';
import {
  type Column,
  type Expr,
  isHidden,
  type Named,
  type NamedAggregate,
  type NamedWindow,
  type OrderKey,
  type Plan,
  type Schema,
  SEQUENCE,
  type Source,
  type ValueType,
} from '../ir.ts';
import { asNumber, asText, convertTo } from './convert.ts';
import { and, boolean, column, columnsRead, nothing, number } from './expr.ts';
import { findColumn, freshName, visibleColumns } from './schema.ts';

/** Reads a table. The hidden SEQUENCE is added to its columns. */
export function scan(source: Source, schema: Schema): Plan {
  const columns: Column[] = [...visibleColumns(schema), { name: SEQUENCE, type: 'number' }];
  const input: OrderKey = { column: SEQUENCE, isDescending: false };
  const order = source.kind === 'events' ? [{ column: '_time', isDescending: true }, input] : [input];
  if (source.kind === 'events' && findColumn(schema, '_time') === undefined) {
    columns.unshift({ name: '_time', type: 'number' });
  }
  return { op: 'Scan', source, schema: { columns, isOpen: schema.isOpen }, order };
}

/** So many rows without visible columns. */
export function rows(count: number): Plan {
  const schema: Schema = { columns: [{ name: SEQUENCE, type: 'number' }], isOpen: false };
  return { op: 'Rows', count, schema, order: [{ column: SEQUENCE, isDescending: false }] };
}

/** Keeps the rows for which the predicate is true. Filters that follow one another become one. */
export function filter(input: Plan, predicate: Expr): Plan {
  if (predicate.kind === 'Literal' && predicate.value === true) return input;
  if (input.op === 'Filter') return { ...input, predicate: and(input.predicate, predicate) };
  return { op: 'Filter', input, predicate, schema: input.schema, order: input.order };
}

/** Adds or replaces columns; each keeps its place, new ones come last. */
export function extend(input: Plan, added: readonly Named[]): Plan {
  if (added.length === 0) return input;
  const names = new Set(added.map(({ name }) => name));
  const { copies, order } = keepOrder(input, (key) => (names.has(key) ? undefined : key));
  const columns = [...added, ...copies];
  const schema = extendedSchema(input.schema, columns);
  if (input.op === 'Extend' && canMerge(input.columns, columns)) {
    return { ...input, columns: [...input.columns, ...columns], order, schema };
  }
  return { op: 'Extend', input, columns, order, schema };
}

/** Two Extends are one where the second neither reads nor replaces what the first one sets. */
function canMerge(first: readonly Named[], second: readonly Named[]): boolean {
  const set = new Set(first.map(({ name }) => name));
  return second.every(({ name, expr }) => !set.has(name) && [...columnsRead(expr)].every((read) => !set.has(read)));
}

function extendedSchema(schema: Schema, added: readonly Named[]): Schema {
  const types = new Map(added.map(({ name, expr }) => [name, expr.type]));
  const kept = schema.columns.map((old) => ({ name: old.name, type: types.get(old.name) ?? old.type }));
  const fresh = added.filter(({ name }) => findColumn(schema, name) === undefined).map(columnOf);
  return { columns: hiddenLast([...kept, ...fresh]), isOpen: schema.isOpen };
}

function columnOf({ name, expr }: Named): Column {
  return { name, type: expr.type };
}

function hiddenLast(columns: readonly Column[]): readonly Column[] {
  return [...columns.filter(({ name }) => !isHidden(name)), ...columns.filter(({ name }) => isHidden(name))];
}

/**
 * The order of the input after its columns changed: `rename` says under which name a key's column lives on. Keys
 * whose column does not are copied to hidden columns.
 */
function keepOrder(
  input: Plan,
  rename: (key: string) => string | undefined,
): { copies: readonly Named[]; order: readonly OrderKey[] } {
  const copies: Named[] = [];
  const order = input.order.map((key) => {
    const kept = rename(key.column);
    if (kept !== undefined) return { ...key, column: kept };
    const taken = { columns: copies.map(columnOf), isOpen: false };
    const name = isHidden(key.column) ? key.column : freshName('order', input.schema, taken);
    copies.push({ name, expr: existingColumn(input.schema, key.column) });
    return { ...key, column: name };
  });
  return { copies, order };
}

/** A reference to a column that must be there. */
export function existingColumn(schema: Schema, name: string): Expr {
  const found = findColumn(schema, name);
  invariant(found !== undefined, `no column ${name}`);
  return column(name, found.type);
}

/** Exactly these columns. Hidden ones that the order needs are added. `isOpen`: see the rule for open schemas. */
export function project(input: Plan, columns: readonly Named[], isOpen = false): Plan {
  const newNames = new Map<string, string>();
  for (const { name, expr } of columns) {
    if (expr.kind === 'Column' && !newNames.has(expr.name)) newNames.set(expr.name, name);
  }
  const { copies, order } = keepOrder(input, (key) => newNames.get(key));
  const all = [...columns, ...copies];
  return { op: 'Project', input, columns: all, order, schema: { columns: hiddenLast(all.map(columnOf)), isOpen } };
}

/** Keeps these columns of the input, in this order. */
export function select(input: Plan, names: readonly string[], isOpen = false): Plan {
  const columns = names.map((name) => ({ name, expr: existingColumn(input.schema, name) }));
  return project(input, columns, isOpen);
}

/** Groups. Rows come out ordered by the keys: as texts, `_time` as a number. Keys that are NULL must be filtered. */
export function aggregate(
  input: Plan,
  by: readonly Named[],
  aggregates: readonly NamedAggregate[],
  isOpen = false,
): Plan {
  const keys: Named[] = [...by];
  const order: OrderKey[] = [];
  for (const key of by) {
    const sorted = orderedAs(key);
    if (sorted === key.expr) {
      order.push({ column: key.name, isDescending: false });
      continue;
    }
    const name = freshName('key', { columns: keys.map(columnOf), isOpen: false });
    keys.push({ name, expr: sorted });
    order.push({ column: name, isDescending: false });
  }
  const columns = [...keys.map(columnOf), ...aggregates.map(({ name, type }) => ({ name, type }))];
  return { op: 'Aggregate', input, by: keys, aggregates, order, schema: { columns: hiddenLast(columns), isOpen } };
}

function orderedAs({ name, expr }: Named): Expr {
  return name === '_time' ? asNumber(expr) : asText(expr);
}

/** Adds columns computed over partitions. */
export function window(input: Plan, partition: readonly Expr[], functions: readonly NamedWindow[]): Plan {
  const added = functions.map(({ name, type }) => ({ name, expr: nothing(type) }));
  const schema = extendedSchema(input.schema, added);
  return { op: 'Window', input, partition, functions, schema, order: input.order };
}

/** A sort key before it has its hidden column. */
export interface SortKey {
  readonly expr: Expr;
  readonly isDescending: boolean;
}

/** Orders by the keys, ties as they were. */
export function sort(input: Plan, by: readonly SortKey[]): Plan {
  const keys: { name: string; expr: Expr; isDescending: boolean }[] = [];
  for (const { expr, isDescending } of by) {
    const taken = { columns: keys.map(columnOf), isOpen: false };
    keys.push({ name: freshName('sort', input.schema, taken), expr, isDescending });
  }
  const order = [...keys.map(({ name, isDescending }) => ({ column: name, isDescending })), ...input.order];
  return { op: 'Sort', input, keys, order, schema: extendedSchema(input.schema, keys) };
}

/** The same rows, the last one first. */
export function reverse(input: Plan): Plan {
  // NULL keys come last either way round, so the row's number is the only key that turns around.
  const name = freshName('row', input.schema);
  const numbered = window(input, [], [rowNumber(name)]);
  return { ...numbered, order: [{ column: name, isDescending: true }] };
}

/** The number of the row in its partition, from 1. */
export function rowNumber(name: string): NamedWindow {
  return { name, type: 'number', fn: 'rowNumber', frame: { following: 0 } };
}

/** The first rows, after leaving some out. */
export function limit(input: Plan, count: number, offset = 0): Plan {
  return { op: 'Limit', input, count, offset, schema: input.schema, order: input.order };
}

/** Pairs of rows with equal keys. Columns of the two sides must have distinct names. */
export function join(
  left: Plan,
  right: Plan,
  type: 'inner' | 'left',
  on: readonly { readonly left: Expr; readonly right: Expr }[],
): Plan {
  const columns = hiddenLast([...left.schema.columns, ...right.schema.columns]);
  invariant(new Set(columns.map(({ name }) => name)).size === columns.length, 'join sides share a column name');
  const schema = { columns, isOpen: left.schema.isOpen || right.schema.isOpen };
  return { op: 'Join', left, right, type, on, schema, order: [...left.order, ...right.order] };
}

/** Rows of all inputs one after the other. Columns of the same name take their common type. */
export function union(inputs: readonly Plan[]): Plan {
  const types = unionTypes(inputs);
  const index = freshName('input', ...inputs.map(({ schema }) => schema));
  const hidden: Column[] = [{ name: index, type: 'number' }];
  const order: OrderKey[] = [{ column: index, isDescending: false }];
  const aligned = inputs.map((input, at) => {
    const keys = input.order.map((key) => {
      const name = freshName('union', ...inputs.map(({ schema }) => schema), { columns: hidden, isOpen: false });
      const expr = existingColumn(input.schema, key.column);
      hidden.push({ name, type: expr.type });
      order.push({ ...key, column: name });
      return { name, expr, isDescending: key.isDescending };
    });
    return alignedInput(input, types, { name: index, expr: number(at) }, keys);
  });
  const visible = [...types].map(([name, type]) => ({ name, type }));
  const isOpen = inputs.some(({ schema }) => schema.isOpen);
  return { op: 'Union', inputs: aligned, order, schema: { columns: [...visible, ...hidden], isOpen } };
}

/** An input with the types of the union, its number, and its order under names of its own. */
function alignedInput(
  input: Plan,
  types: ReadonlyMap<string, ValueType>,
  index: Named,
  keys: readonly (Named & { readonly isDescending: boolean })[],
): Plan {
  const visible = visibleColumns(input.schema).map(({ name, type }) => {
    return { name, expr: convertTo(types.get(name) ?? type, column(name, type)) };
  });
  const columns = [...visible, index, ...keys.map(({ name, expr }) => ({ name, expr }))];
  const order = keys.map(({ name, isDescending }) => ({ column: name, isDescending }));
  return {
    op: 'Project',
    input,
    columns,
    order,
    schema: { columns: columns.map(columnOf), isOpen: input.schema.isOpen },
  };
}

function unionTypes(inputs: readonly Plan[]): ReadonlyMap<string, ValueType> {
  const types = new Map<string, ValueType>();
  for (const input of inputs) {
    for (const { name, type } of visibleColumns(input.schema)) {
      const before = types.get(name);
      types.set(name, before === undefined || before === type ? type : widest(before, type));
    }
  }
  return types;
}

function widest(a: ValueType, b: ValueType): ValueType {
  return a === 'multi' || b === 'multi' ? 'multi' : 'text';
}

/** One row for each value of a multivalue column. A column of single values only loses its NULLs. */
export function unnest(input: Plan, name: string, keepsNull: boolean): Plan {
  const found = findColumn(input.schema, name);
  if (found?.type !== 'multi') {
    if (keepsNull) return input;
    return filter(input, found === undefined ? boolean(false) : notNull(column(name, found.type)));
  }
  const position = freshName('position', input.schema);
  const schema = extendedSchema(input.schema, [
    { name, expr: nothing('text') },
    { name: position, expr: nothing('number') },
  ]);
  const order = [...input.order, { column: position, isDescending: false }];
  return { op: 'Unnest', input, column: name, keepsNull, schema, order };
}

function notNull(expr: Expr): Expr {
  return { kind: 'Call', fn: 'isNotNull', args: [expr], type: 'boolean' };
}
