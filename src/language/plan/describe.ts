import { assertNever } from '../../shared/problem.ts';
import { type Expr, HIDDEN, type Named, type NamedAggregate, type NamedWindow, type Plan, type Source } from '../ir.ts';
import { inputsOf } from './demand.ts';

/**
 * A plan as text for people: one line for each operator, what it reads indented below it. Hidden columns are written
 * with a `#`.
 */
export function describePlan(plan: Plan): string {
  return describe(plan, 0).join('\n');
}

function describe(plan: Plan, depth: number): readonly string[] {
  const line = `${'  '.repeat(depth)}${operatorText(plan)}`;
  return [line, ...inputsOf(plan).flatMap((input) => describe(input, depth + 1))];
}

function operatorText(plan: Plan): string {
  switch (plan.op) {
    case 'Scan':
      return `Scan ${sourceText(plan.source)}: ${columnsText(plan)}`;
    case 'Rows':
      return `Rows ${plan.count}`;
    case 'Filter':
      return `Filter ${exprText(plan.predicate)}`;
    case 'Extend':
      return `Extend ${plan.columns.map(namedText).join(', ')}`;
    case 'Project':
      return `Project ${plan.columns.map(namedText).join(', ')}${plan.schema.isOpen ? ', …' : ''}`;
    case 'Aggregate':
      return `Aggregate ${plan.aggregates.map(aggregateText).join(', ')}${byText(plan.by.map(namedText))}`;
    case 'Window':
      return `Window ${plan.functions.map(windowText).join(', ')}${byText(plan.partition.map(exprText))}`;
    case 'Sort':
      return `Sort ${plan.keys.map(({ expr, isDescending }) => `${exprText(expr)}${isDescending ? ' desc' : ''}`).join(', ')}`;
    case 'Limit':
      return `Limit ${plan.count}${plan.offset === 0 ? '' : ` after ${plan.offset}`}`;
    case 'Join':
      return `Join ${plan.type} on ${plan.on.map(({ left, right }) => `${exprText(left)} = ${exprText(right)}`).join(', ')}`;
    case 'Union':
      return 'Union';
    case 'Unnest':
      return `Unnest ${nameText(plan.column)}${plan.keepsNull ? ', keeping NULL' : ''}`;
    default:
      return assertNever(plan);
  }
}

function sourceText(source: Source): string {
  switch (source.kind) {
    case 'events':
    case 'metrics':
    case 'input':
      return source.kind;
    case 'dataset':
      return `dataset ${source.model}.${source.dataset}`;
    case 'lookup':
      return `lookup ${source.name}`;
    case 'stage':
      return `stage ${source.id}`;
    default:
      return assertNever(source);
  }
}

function columnsText({ schema }: Plan): string {
  const names = schema.columns
    .filter(({ name }) => !name.startsWith(HIDDEN))
    .map(({ name, type }) => `${name}${type === 'text' ? '' : ` ${type}`}`);
  return [...names, ...(schema.isOpen ? ['…'] : [])].join(', ') || 'no columns';
}

function byText(keys: readonly string[]): string {
  return keys.length === 0 ? '' : ` by ${keys.join(', ')}`;
}

function namedText({ name, expr }: Named): string {
  if (expr.kind === 'Column' && expr.name === name) return nameText(name);
  return `${nameText(name)} = ${exprText(expr)}`;
}

function aggregateText(aggregate: NamedAggregate | NamedWindow): string {
  const parameters = aggregate.parameter === undefined ? [] : [String(aggregate.parameter)];
  const args = aggregate.argument === undefined ? [] : [exprText(aggregate.argument)];
  const time = aggregate.time === undefined ? [] : [`time ${exprText(aggregate.time)}`];
  return `${nameText(aggregate.name)} = ${aggregate.fn}(${[...args, ...time, ...parameters].join(', ')})`;
}

function windowText(fn: NamedWindow): string {
  if (fn.frame === 'partition' || fn.fn === 'rowNumber') return aggregateText(fn);
  const { preceding, reach, following } = fn.frame;
  const start = reach === undefined ? (preceding ?? 'all') : exprText(reach);
  return `${aggregateText(fn)} over ${start} before to ${following}`;
}

/** An expression as text for people. */
export function exprText(expr: Expr): string {
  switch (expr.kind) {
    case 'Column':
      return nameText(expr.name);
    case 'Literal':
      if (expr.value === null) return 'NULL';
      return typeof expr.value === 'string' ? JSON.stringify(expr.value) : String(expr.value);
    case 'Call':
      return `${expr.fn}(${expr.args.map(exprText).join(', ')})`;
    case 'Lambda':
      return `${nameText(expr.parameter)} → ${exprText(expr.body)}`;
    default:
      return assertNever(expr);
  }
}

/** Names that read like one word stand bare, others in single quotes. */
function nameText(name: string): string {
  const shown = name.startsWith(HIDDEN) ? `#${name.slice(HIDDEN.length)}` : name;
  return /^#?[\w.{}:]+$/.test(shown) ? shown : `'${shown}'`;
}
