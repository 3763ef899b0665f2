import type { Column, Expr, NamedAggregate, NamedWindow, Plan, ValueType } from '../language/index.ts';
import { assertNever, invariant } from '../shared/problem.ts';
import { type EmitContext, expressionOf, orderKeys } from './context.ts';
import type { AggregateSite, Dialect } from './dialect.ts';
import { cannotExpress } from './expressions.ts';
import { isWhole } from './whole.ts';

type Op<K extends Plan['op']> = Extract<Plan, { op: K }>;

/** One operator as a SELECT over the steps of its inputs. Every column is named; nothing is sorted but for Limit. */
export function emitOperator(plan: Plan, context: EmitContext): string {
  switch (plan.op) {
    case 'Scan':
      return emitScan(plan, context);
    case 'Rows':
      return emitRows(plan, context);
    case 'Filter':
      return emitFilter(plan, context);
    case 'Extend':
      return emitExtend(plan, context);
    case 'Project':
      return emitProject(plan, context);
    case 'Aggregate':
      return emitAggregate(plan, context);
    case 'Window':
      return emitWindow(plan, context);
    case 'Sort':
      return emitSort(plan, context);
    case 'Limit':
      return emitLimit(plan, context);
    case 'Join':
      return emitJoin(plan, context);
    case 'Union':
      return emitUnion(plan, context);
    case 'Unnest':
      return emitUnnest(plan, context);
    default:
      return assertNever(plan);
  }
}

function emitScan(plan: Op<'Scan'>, context: EmitContext): string {
  const columns = context.needed(plan).map(({ name }) => context.dialect.identifier(name));
  return select(columns, context.dialect.identifier(context.tables(plan.source)), context);
}

function emitRows(plan: Op<'Rows'>, context: EmitContext): string {
  const [sequence] = plan.schema.columns;
  invariant(sequence !== undefined, 'Rows has its sequence as a column');
  return select(
    [`${context.dialect.rowIndex} AS ${context.dialect.identifier(sequence.name)}`],
    context.dialect.rows(plan.count),
    context,
  );
}

function emitFilter(plan: Op<'Filter'>, context: EmitContext): string {
  const predicate = expressionOf(plan.predicate, context);
  return `${select(passed(plan, context), context.step(plan.input), context)}\nWHERE ${predicate}`;
}

function emitExtend(plan: Op<'Extend'>, context: EmitContext): string {
  return select(replaced(plan, plan.columns, context), context.step(plan.input), context);
}

function emitProject(plan: Op<'Project'>, context: EmitContext): string {
  const named = new Map(plan.columns.map(({ name, expr }) => [name, expr]));
  // In the order of the schema: two plans of one schema have their columns at the same places.
  const columns = context.needed(plan).map(({ name, type }) => {
    const expr = named.get(name) ?? { kind: 'Column' as const, name, type };
    return as(workedOut(expr, name, plan, context), name, context.dialect);
  });
  return select(columns, context.step(plan.input), context);
}

function emitSort(plan: Op<'Sort'>, context: EmitContext): string {
  return select(replaced(plan, plan.keys, context), context.step(plan.input), context);
}

function emitLimit(plan: Op<'Limit'>, context: EmitContext): string {
  const order = orderKeys(plan.input.order, context.dialect);
  const lines = [select(passed(plan, context), context.step(plan.input), context)];
  if (order !== '') lines.push(`ORDER BY ${order}`);
  lines.push(`LIMIT ${plan.count}${plan.offset === 0 ? '' : ` OFFSET ${plan.offset}`}`);
  return lines.join('\n');
}

function emitAggregate(plan: Op<'Aggregate'>, context: EmitContext): string {
  const keys = plan.by.map(({ name, expr }) => as(expressionOf(expr, context), name, context.dialect));
  const asked = new Set(context.needed(plan).map(({ name }) => name));
  const used = plan.aggregates.filter(({ name }) => asked.has(name));
  const values = used.map((fn) => as(emitFunction(fn, plan.input, '', context), fn.name, context.dialect));
  // Without keys there is one row whatever is asked of it: count is what makes a SELECT one.
  if (keys.length === 0 && values.length === 0) values.push('count(*)');
  const query = select([...keys, ...values], context.step(plan.input), context);
  return keys.length === 0 ? query : `${query}\nGROUP BY ${keys.map((_, index) => index + 1).join(', ')}`;
}

function emitWindow(plan: Op<'Window'>, context: EmitContext): string {
  const partition = plan.partition.map((expr) => expressionOf(expr, context)).join(', ');
  const order = orderKeys(plan.input.order, context.dialect);
  const functions = new Map(plan.functions.map((fn) => [fn.name, fn]));
  const columns = context.needed(plan).map(({ name }) => {
    const fn = functions.get(name);
    if (fn === undefined) return context.dialect.identifier(name);
    const over = overClause(fn, partition, order, context);
    const sql =
      fn.fn === 'rowNumber'
        ? context.dialect.rowNumber(over)
        : emitFunction({ ...fn, fn: fn.fn }, plan.input, over, context);
    return as(sql, name, context.dialect);
  });
  return select(columns, context.step(plan.input), context);
}

function overClause({ fn, frame }: NamedWindow, partition: string, order: string, context: EmitContext): string {
  const parts = partition === '' ? [] : [`PARTITION BY ${partition}`];
  const isOrdered = fn === 'rowNumber' || frame !== 'partition';
  if (isOrdered && order !== '') parts.push(`ORDER BY ${order}`);
  if (fn !== 'rowNumber' && frame !== 'partition') {
    const start = frameStart(frame, context);
    const end = frame.following < 0 ? `${-frame.following} PRECEDING` : `${frame.following} FOLLOWING`;
    parts.push(`ROWS BETWEEN ${start} AND ${end}`);
  }
  return `OVER (${parts.join(' ')})`;
}

function frameStart({ preceding, reach }: Frame, context: EmitContext): string {
  if (reach !== undefined) return `CAST(${expressionOf(reach, context)} AS BIGINT) PRECEDING`;
  return preceding === undefined ? 'UNBOUNDED PRECEDING' : `${preceding} PRECEDING`;
}

type Frame = Exclude<NamedWindow['frame'], 'partition'>;

function emitFunction(call: NamedAggregate, input: Plan, over: string, context: EmitContext): string {
  const { dialect } = context;
  const emit = dialect.aggregates[call.fn];
  if (typeof emit !== 'function') throw cannotExpress(dialect, call.fn, emit.unsupported);
  const site: AggregateSite = {
    order: orderKeys(input.order, dialect),
    over,
    type: call.type,
    ...(call.argument && { argument: argumentOf(call.argument, input, context) }),
    ...(call.time && { time: expressionOf(call.time, context) }),
    ...(call.parameter !== undefined && { parameter: call.parameter }),
  };
  return emit(site);
}

function argumentOf(expr: Expr, input: Plan, context: EmitContext): NonNullable<AggregateSite['argument']> {
  return { sql: expressionOf(expr, context), type: expr.type, isWhole: isWhole(expr, input) };
}

function emitJoin(plan: Op<'Join'>, context: EmitContext): string {
  if (plan.type === 'semi') return emitSemiJoin(plan, context);
  const [left, right] = [context.step(plan.left), context.step(plan.right)];
  const columns = context.needed(plan).map(({ name }) => context.dialect.identifier(name));
  const on = plan.on.map((pair) => `${expressionOf(pair.left, context)} = ${expressionOf(pair.right, context)}`);
  const condition = on.length === 0 ? context.dialect.booleans.true : on.join('\n AND ');
  const kind = plan.type === 'left' ? 'LEFT JOIN' : 'JOIN';
  return `${select(columns, left, context)}\n${kind} ${right} ON ${condition}`;
}

/** Within the parentheses a name is one of the right side. */
function emitSemiJoin(plan: Op<'Join'>, context: EmitContext): string {
  const own = plan.on.map(({ left }) => expressionOf(left, context)).join(', ');
  const partners = select(
    plan.on.map(({ right }) => expressionOf(right, context)),
    context.step(plan.right),
    context,
  );
  return `${select(passed(plan, context), context.step(plan.left), context)}\nWHERE (${own}) IN (${partners})`;
}

function emitUnion(plan: Op<'Union'>, context: EmitContext): string {
  const columns = context.needed(plan);
  const parts = plan.inputs.map((input) => {
    const types = new Map(input.schema.columns.map(({ name, type }) => [name, type]));
    const list = columns.map((column) => unionColumn(column, types.get(column.name), context.dialect));
    return select(list, context.step(input), context);
  });
  return parts.join('\nUNION ALL\n');
}

function unionColumn({ name, type }: Column, own: ValueType | undefined, dialect: Dialect): string {
  if (own === undefined) return as(dialect.nullOf(type), name, dialect);
  const column = dialect.identifier(name);
  return own === type ? column : as(dialect.convert(column, own, type), name, dialect);
}

function emitUnnest(plan: Op<'Unnest'>, context: EmitContext): string {
  const { dialect } = context;
  const before = new Set(plan.input.schema.columns.map(({ name }) => name));
  const columns = context.needed(plan).map(({ name }) => {
    if (name === plan.column) return as(dialect.unnested.value, name, dialect);
    return before.has(name) ? dialect.identifier(name) : as(dialect.unnested.position, name, dialect);
  });
  const from = context.step(plan.input);
  return `${select(columns, from, context)}\n${dialect.unnest(dialect.identifier(plan.column), plan.keepsNull)}`;
}

function passed(plan: Plan, context: EmitContext): readonly string[] {
  return context.needed(plan).map(({ name }) => context.dialect.identifier(name));
}

function replaced(
  plan: Plan,
  columns: readonly { readonly name: string; readonly expr: Expr }[],
  context: EmitContext,
): readonly string[] {
  const exprs = new Map(columns.map(({ name, expr }) => [name, expr]));
  return context.needed(plan).map(({ name }) => {
    const expr = exprs.get(name);
    return expr === undefined
      ? context.dialect.identifier(name)
      : as(workedOut(expr, name, plan, context), name, context.dialect);
  });
}

function workedOut(expr: Expr, name: string, plan: Plan, context: EmitContext): string {
  const sql = expressionOf(expr, context);
  return context.isHeld(plan, name) ? context.dialect.held(sql) : sql;
}

function as(sql: string, name: string, dialect: Dialect): string {
  const column = dialect.identifier(name);
  return sql === column ? column : `${sql} AS ${column}`;
}

/** A row must have some column, even where none of them is read. */
function select(columns: readonly string[], from: string, { dialect }: EmitContext): string {
  const list = columns.length === 0 ? [`${dialect.nullOf('boolean')} AS nothing`] : columns;
  const lines = list.join(', ').length <= 100 ? ` ${list.join(', ')}` : `\n  ${list.join(',\n  ')}`;
  return `SELECT${lines}\nFROM ${from}`;
}
