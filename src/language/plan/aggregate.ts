import type { AggregateCall, FieldName } from '../ast.ts';
import type { AggregateName, Expr, Named, NamedAggregate, Plan, Schema, ValueType } from '../ir.ts';
import { arithmetic } from './arithmetic.ts';
import { aggregate, extend, filter, project, unnest } from './build.ts';
import { asNumber, asText } from './convert.ts';
import { lowerEval } from './eval.ts';
import { and, call, choose, column, isNotNull, nothing, number, or } from './expr.ts';
import { fail } from './fail.ts';
import { lambda } from './lambda.ts';
import { expandNames, freshName, hasWildcard, matchWildcard } from './schema.ts';
import { resolveField, type Scope } from './scope.ts';

/** How many values `list()` keeps (section 11). */
const LIST_SIZE = 100;

/** A call that is computed: some aggregates, and the value made of them where it is not the aggregate itself. */
export interface LoweredCall {
  readonly output: string;
  readonly parts: readonly NamedAggregate[];
  readonly result?: Expr;
}

const OVER_NUMBERS = new Map<string, AggregateName>(
  (['sum', 'avg', 'sumsq', 'range', 'stdev', 'stdevp', 'var', 'varp', 'median'] as const).map((name) => [name, name]),
);

const PERCENTILES = new Set(['perc', 'exactperc', 'upperperc']);

const OVER_TEXTS = new Map<string, readonly [AggregateName, ValueType]>([
  ['dc', ['distinctCount', 'number']],
  ['estdc', ['distinctCount', 'number']],
  ['mode', ['mode', 'text']],
  ['values', ['values', 'multi']],
]);

/**
 * One aggregate of stats and its kin over the fields of a scope.
 *
 * @param needsNumbers whether functions over numbers are NULL for fields that have other values too (`allnum`)
 * @throws SPL201 for a condition where a value is needed, SPL302 for a function that karst does not run
 * Source: Splunk Search Reference, Statistical and charting functions.
 */
export function lowerAggregate(node: AggregateCall, scope: Scope, needsNumbers = false): LoweredCall {
  const { name, output } = node;
  if (node.argument === undefined) return simple(output, { fn: 'count', type: 'number' });
  if (node.parts !== undefined) return overStatistics(node, node.parts, scope, needsNumbers);
  const argument = argumentOf(node.argument, scope);
  if (argument.type === 'boolean') {
    if (name === 'count') return simple(output, { fn: 'count', type: 'number', argument });
    return fail('SPL201', `${name}() takes a value, found a condition`, node.argument.span);
  }
  const overNumbers = OVER_NUMBERS.get(name);
  if (overNumbers !== undefined) {
    const lowered = simple(output, { fn: overNumbers, type: 'number', argument: figures(argument) });
    return needsNumbers ? onlyOfNumbers(lowered, argument) : lowered;
  }
  if (PERCENTILES.has(name)) {
    const parameter = node.percentile ?? 50;
    const lowered = simple(output, { fn: 'percentile', type: 'number', argument: figures(argument), parameter });
    return needsNumbers ? onlyOfNumbers(lowered, argument) : lowered;
  }
  const overTexts = OVER_TEXTS.get(name);
  if (overTexts !== undefined) {
    return simple(output, { fn: overTexts[0], type: overTexts[1], argument: textOrMulti(argument) });
  }
  return lowerOther(node, argument, scope);
}

function lowerOther(node: AggregateCall, argument: Expr, scope: Scope): LoweredCall {
  const { name, output } = node;
  switch (name) {
    case 'count':
      return simple(output, { fn: 'countValues', type: 'number', argument });
    case 'list':
      return simple(output, { fn: 'list', type: 'multi', argument: textOrMulti(argument), parameter: LIST_SIZE });
    case 'min':
    case 'max':
      return simple(output, { fn: name, type: argument.type === 'number' ? 'number' : 'text', argument });
    case 'first':
    case 'last':
      return simple(output, { fn: name, type: argument.type, argument });
    case 'earliest':
    case 'latest':
      return simple(output, { fn: name, type: argument.type, argument, time: timeOf(scope) });
    case 'earliest_time':
      return simple(output, { fn: 'earliestTime', type: 'number', argument, time: timeOf(scope) });
    case 'latest_time':
      return simple(output, { fn: 'latestTime', type: 'number', argument, time: timeOf(scope) });
    case 'estdc_error':
      // The count is exact, so that its error is none.
      return {
        ...simple(output, { fn: 'distinctCount', type: 'number', argument: textOrMulti(argument) }),
        result: number(0),
      };
    case 'rate':
      return rate(output, argument, scope);
    default:
      return fail('SPL302', `karst does not run ${name}() here`, node.span);
  }
}

/** An expression over statistics: they are computed, and it is computed from them. */
function overStatistics(
  { output, argument, span }: AggregateCall,
  statistics: readonly AggregateCall[],
  scope: Scope,
  needsNumbers: boolean,
): LoweredCall {
  const values = new Map<string, Expr>();
  const parts = statistics.flatMap((node) => {
    const lowered = lowerAggregate({ ...node, output: freshName(`${node.output} of ${output}`) }, scope, needsNumbers);
    const [first] = lowered.parts;
    values.set(node.output, lowered.result ?? (first === undefined ? nothing() : column(first.name, first.type)));
    return lowered.parts;
  });
  if (argument === undefined || argument.kind === 'FieldName') return { output, parts };
  const resolve = (name: string) => values.get(name) ?? nothing();
  const result = lowerEval(argument, { context: scope.context, schema: NO_FIELDS, resolve });
  if (result.type === 'boolean') fail('SPL201', 'an expression over statistics gives a value, found a condition', span);
  return { output, parts, result };
}

/** Results that statistics are made of have no fields but them. */
const NO_FIELDS: Schema = { columns: [], isOpen: false };

function simple(output: string, part: Omit<NamedAggregate, 'name'>): LoweredCall {
  return { output, parts: [{ name: output, ...part }] };
}

function argumentOf(argument: NonNullable<AggregateCall['argument']>, scope: Scope): Expr {
  return argument.kind === 'FieldName' ? resolveField(scope, argument.name) : lowerEval(argument, scope);
}

function figures(argument: Expr): Expr {
  return argument.type === 'multi' ? argument : asNumber(argument);
}

function textOrMulti(argument: Expr): Expr {
  return argument.type === 'multi' ? argument : asText(argument);
}

function timeOf(scope: Scope): Expr {
  return asNumber(resolveField(scope, '_time'));
}

/** NULL where one value of the argument is no number. */
function onlyOfNumbers(lowered: LoweredCall, argument: Expr): LoweredCall {
  const { output } = lowered;
  const isNumber = (value: Expr) => isNotNull(asNumber(value));
  const numbers =
    argument.type === 'multi'
      ? call('filterValues', 'multi', argument, lambda([argument], isNumber))
      : asNumber(argument);
  const part = (title: string, counted: Expr): NamedAggregate => {
    return { name: freshName(`${title} of ${output}`), fn: 'countValues', type: 'number', argument: counted };
  };
  const [all, fitting] = [part('values', argument), part('numbers', numbers)];
  const isFitting = call('numberEquals', 'boolean', column(all.name, 'number'), column(fitting.name, 'number'));
  const result = choose(isFitting, column(output, 'number'), nothing('number'));
  return { output, parts: [...lowered.parts, all, fitting], result };
}

/** The change of the value over the time between its first and its last one. */
function rate(output: string, argument: Expr, scope: Scope): LoweredCall {
  const time = timeOf(scope);
  const value = asNumber(argument);
  const part = (fn: AggregateName): NamedAggregate => {
    return { name: freshName(`${fn} of ${output}`), fn, type: 'number', argument: value, time };
  };
  const parts = [part('earliest'), part('latest'), part('earliestTime'), part('latestTime')];
  const [from, to, start, end] = parts.map(({ name }) => column(name, 'number'));
  if (from === undefined || to === undefined || start === undefined || end === undefined) return { output, parts };
  return { output, parts, result: arithmetic('/', arithmetic('-', to, from), arithmetic('-', end, start)) };
}

/**
 * Replaces aggregates over wildcards by one for each field that they stand for, in alphabetical order; `AS` names carry
 * what the wildcards matched. Fields of BY and internal fields are left out.
 */
export function expandAggregates(
  calls: readonly AggregateCall[],
  schema: Schema,
  by: ReadonlySet<string>,
): readonly AggregateCall[] {
  return calls.flatMap((node) => {
    const { argument } = node;
    if (argument?.kind !== 'FieldName' || !hasWildcard(argument.name)) return [node];
    const names = expandNames(schema, argument.name).filter((name) => !by.has(name));
    return names.map((name) => oneField(node, argument, name));
  });
}

function oneField(node: AggregateCall, argument: FieldName, name: string): AggregateCall {
  const matched = [...(matchWildcard(argument.name, name) ?? [])];
  const output = node.hasAlias
    ? node.output.replace(/\*/g, () => matched.shift() ?? '')
    : node.output.replace(argument.name, () => name);
  return { ...node, argument: { ...argument, name }, output };
}

/** Whether an aggregate stands for fields that are not known yet. */
export function readsUnknownFields(calls: readonly AggregateCall[], schema: Schema): boolean {
  return schema.isOpen && calls.some(({ argument }) => argument?.kind === 'FieldName' && hasWildcard(argument.name));
}

/** @throws SPL205 where two outputs, or an output and a BY field, have the same name. */
export function checkOutputs(calls: readonly AggregateCall[], by: Iterable<string>): void {
  const groups = new Set(by);
  const taken = new Set<string>();
  for (const { output, span } of calls) {
    if (groups.has(output)) fail('SPL205', `the output field "${output}" is also a BY field`, span);
    if (taken.has(output)) {
      fail('SPL205', `the output field "${output}" is named twice`, span, 'give one of them another name with AS');
    }
    taken.add(output);
  }
}

/** A BY field: its output name and the value to group by. */
export type GroupKey = Named;

export interface GroupOptions {
  readonly calls: readonly AggregateCall[];
  readonly keys: readonly GroupKey[];
  readonly scope: Scope;
  /** Whether a value that a field repeats counts once (`dedup_splitvals`). */
  readonly hasDistinctKeys?: boolean;
  /** Whether functions over numbers are NULL for fields that have other values too (`allnum`). */
  readonly needsNumbers?: boolean;
  readonly isOpen?: boolean;
}

/**
 * Groups results: one row for each combination of key values, a multivalue key giving one for each of its values;
 * results where a key is NULL are left out. Without keys one row, unless it would be empty.
 */
export function group(input: Plan, options: GroupOptions): Plan {
  const { calls, scope } = options;
  const { plan, keys } = splitKeys(input, options);
  const lowered = calls.map((node) => lowerAggregate(node, scope, options.needsNumbers));
  const parts = lowered.flatMap((one) => one.parts);
  const grouped = aggregate(plan, keys, parts, options.isOpen ?? false);
  const finished = lowered.some(({ result }) => result !== undefined) ? finish(grouped, keys, lowered) : grouped;
  return keys.length > 0 ? finished : dropEmpty(finished, lowered);
}

/** Filters rows without a key and gives multivalue keys a row for each value. */
function splitKeys(input: Plan, options: GroupOptions): { plan: Plan; keys: readonly Named[] } {
  let plan = filter(input, and(...options.keys.map(({ expr }) => isNotNull(expr))));
  const keys: Named[] = [];
  for (const { name, expr } of options.keys) {
    if (expr.type !== 'multi') {
      keys.push({ name, expr });
      continue;
    }
    const split = freshName(`by ${name}`, plan.schema);
    const values = options.hasDistinctKeys === true ? call('multiDistinct', 'multi', expr) : expr;
    plan = unnest(extend(plan, [{ name: split, expr: values }]), split, false);
    keys.push({ name, expr: column(split, 'text') });
  }
  return { plan, keys };
}

function finish(grouped: Plan, keys: readonly Named[], lowered: readonly LoweredCall[]): Plan {
  const results = lowered.map(({ output, result, parts }) => {
    return { name: output, expr: result ?? column(output, parts[0]?.type ?? 'text') };
  });
  return project(grouped, [...keys.map(({ name, expr }) => ({ name, expr: column(name, expr.type) })), ...results]);
}

const COUNTS: ReadonlySet<AggregateName> = new Set(['count', 'countValues', 'distinctCount']);

/** A row without any field is no result: what no count is in goes when all of it is NULL. */
function dropEmpty(plan: Plan, lowered: readonly LoweredCall[]): Plan {
  const parts = lowered.flatMap((one) => one.parts);
  const isCount = lowered.some(({ result, parts: [first] }) => result === undefined && first && COUNTS.has(first.fn));
  if (parts.length === 0 || isCount) return plan;
  const present = lowered.map(({ output, result, parts: [first] }) =>
    isNotNull(column(output, result?.type ?? first?.type ?? 'text')),
  );
  return filter(plan, or(...present));
}
