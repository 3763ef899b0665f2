import { type Column, isHidden, type Plan } from '../language/index.ts';
import { type EmitContext, orderKeys, type TableNames } from './context.ts';
import type { Dialect, EmitOptions } from './dialect.ts';
import { neededColumns } from './needed.ts';
import { emitOperator } from './operators.ts';

export interface EmittedQuery {
  readonly sql: string;
  /** The visible columns of the results, in order; the query has no others. */
  readonly columns: readonly Column[];
}

/**
 * The plan as one statement of a dialect: a chain of named steps, one for each operator, and a last SELECT of the
 * visible columns that alone sorts for the output. A plan that occurs twice is one step. Columns that nothing
 * further on reads are left out.
 *
 * @throws Problem SQL002 for a function that the dialect cannot express.
 */
export function emit(
  plan: Plan,
  dialect: Dialect,
  tables: TableNames,
  options: Partial<EmitOptions> = {},
): EmittedQuery {
  const columns = plan.schema.columns.filter(({ name }) => !isHidden(name));
  const outputs = [...columns.map(({ name }) => name), ...plan.order.map(({ column }) => column)];
  const names = new Map<Plan, string>();
  const steps: string[] = [];
  const context: EmitContext = {
    dialect,
    tables,
    options: { now: options.now ?? 0, timezone: options.timezone ?? 'UTC' },
    needed: neededColumns(plan, outputs),
    step: (input) => names.get(input) ?? addStep(input),
  };

  function addStep(input: Plan): string {
    const body = emitOperator(input, context);
    const name = `step${names.size + 1}`;
    names.set(input, name);
    steps.push(`${name} AS (\n${indent(body)}\n)`);
    return name;
  }

  const last = context.step(plan);
  return { sql: [`WITH ${steps.join(', ')}`, ...output(plan, columns, last, dialect)].join('\n'), columns };
}

function output(plan: Plan, columns: readonly Column[], step: string, dialect: Dialect): readonly string[] {
  // A statement needs a column even where its rows have none; a reader goes by `columns` and leaves it alone.
  const list = columns.length === 0 ? [dialect.nullOf('text')] : columns.map(({ name }) => dialect.identifier(name));
  const order = orderKeys(plan.order, dialect);
  return [`SELECT ${list.join(', ')}`, `FROM ${step}`, ...(order === '' ? [] : [`ORDER BY ${order}`])];
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ');
}
