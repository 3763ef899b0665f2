import type { AggregateCall, EvalExpr, FieldName } from '../ast.ts';
import { type StatsFunctionName, statsFunction, statsFunctionNames } from '../functions/names.ts';
import { checkArity, failUnknownFunction } from './call.ts';
import type { Cursor } from './cursor.ts';
import { readEvalExpression } from './eval.ts';

const FUNCTION_NAME = /[A-Za-z_]\w*(?:\.\d+)?/y;
const EVAL = /eval\s*(?=\()/iy;
/** A field between the parentheses of an aggregate: its name may hold anything but what ends it. */
const ARGUMENT = /[^()"',|[\]\s]+(?:\([^()"|[\]]*\)[^()"',|[\]\s]*)*/y;
const QUOTED_ARGUMENT = /'([^']*)'/y;

/** How a list of aggregates ends, and what may stand in it. */
export interface AggregateOptions {
  /** Words that end the list. */
  readonly until: readonly string[];
  /** Reads an option of the command, if one stands here. */
  readonly readOption?: () => boolean;
  /** Reads what is more than one aggregate, if it stands here: an expression over several. */
  readonly readOther?: (cursor: Cursor) => AggregateCall | undefined;
}

/**
 * Reads the aggregates of stats and its kin, divided by spaces or commas: `count, dc(user) AS users`.
 *
 * @throws SPL107 for an unknown function, SPL108 for a wrong number of arguments, SPL109 where there is no aggregate
 * Source: Splunk Search Reference, stats.
 */
export function readAggregates(cursor: Cursor, command: string, options: AggregateOptions): AggregateCall[] {
  const aggregates: AggregateCall[] = [];
  while (!cursor.atEnd()) {
    if (options.readOption?.() || cursor.symbol(',')) continue;
    if (cursor.peekKeyword(...options.until) !== undefined || cursor.atSubsearch()) break;
    aggregates.push(options.readOther?.(cursor) ?? readAggregate(cursor));
  }
  if (aggregates.length === 0) {
    const hint = `to count results, write ${command} count`;
    const message = `${command} needs at least one function such as count, found ${cursor.found()}`;
    cursor.fail('SPL109', message, undefined, hint);
  }
  return aggregates;
}

/**
 * Reads one aggregate, with its AS name.
 *
 * @throws like `readAggregates`
 */
export function readAggregate(cursor: Cursor): AggregateCall {
  const start = cursor.mark();
  const name = cursor.read(FUNCTION_NAME)?.[0];
  if (name === undefined) return cursor.failExpected('a function such as count or values(field)');
  const nameSpan = cursor.span(start);
  const known = statsFunction(name);
  if (known === undefined) {
    const isField = cursor.peekCharacter() !== '(';
    const hint = isField ? `fields to group by stand behind BY: by ${name}` : undefined;
    return failUnknownFunction(cursor, 'stats', name, statsFunctionNames(), nameSpan, hint);
  }
  const argument = cursor.peekCharacter() === '(' ? readArgument(cursor, known) : undefined;
  const callEnd = cursor.span(start).end;
  checkArity(cursor, known.signature, argument === undefined ? 0 : 1, { start, end: callEnd });
  const alias = readAlias(cursor);
  return {
    kind: 'AggregateCall',
    ...nameOf(known),
    ...(argument === undefined ? {} : { argument }),
    output: alias?.name ?? outputName(name, argument, cursor.text.slice(start, callEnd)),
    hasAlias: alias !== undefined,
    span: cursor.span(start),
  };
}

function nameOf({ signature, percentile }: StatsFunctionName): { name: string; percentile?: number } {
  return percentile === undefined ? { name: signature.name } : { name: signature.name, percentile };
}

/** What stands between the parentheses; nothing for `count()`. */
function readArgument(cursor: Cursor, { signature }: StatsFunctionName): FieldName | EvalExpr | undefined {
  const start = cursor.mark();
  // A sparkline holds an aggregate and a span: they are kept as text, because it is only ever shown.
  if (signature.name === 'sparkline') {
    return { kind: 'FieldName', name: cursor.balanced(), isQuoted: false, span: cursor.span(start) };
  }
  cursor.expectSymbol('(');
  if (cursor.symbol(')')) return undefined;
  const argument = cursor.read(EVAL) === undefined ? readField(cursor) : readEval(cursor);
  if (!cursor.symbol(')')) cursor.failExpected('")"');
  return argument;
}

function readEval(cursor: Cursor): EvalExpr {
  cursor.expectSymbol('(');
  const expression = readEvalExpression(cursor);
  if (!cursor.symbol(')')) cursor.failExpected('an operator or ")"');
  return expression;
}

function readField(cursor: Cursor): FieldName {
  const start = cursor.mark();
  const quoted = cursor.string() ?? cursor.read(QUOTED_ARGUMENT)?.[1];
  if (quoted !== undefined) return { kind: 'FieldName', name: quoted, isQuoted: true, span: cursor.span(start) };
  const name = cursor.read(ARGUMENT)?.[0];
  if (name === undefined) return cursor.failExpected('a field name');
  return { kind: 'FieldName', name, isQuoted: false, span: cursor.span(start) };
}

/** The name after AS, if one is given. */
export function readAlias(cursor: Cursor): FieldName | undefined {
  return cursor.keyword('as') === undefined ? undefined : cursor.expectFieldName('a name after AS');
}

/** The quotes of an argument are no part of the name: `values("a b")` gives `values(a b)`. */
function outputName(name: string, argument: FieldName | EvalExpr | undefined, typed: string): string {
  if (argument === undefined) return name;
  return argument.kind === 'FieldName' ? `${name}(${argument.name})` : typed;
}

/**
 * Reads the field names of a BY clause, which take no wildcards.
 *
 * @throws SPL105 for a wildcard, SPL109 where no field follows
 */
export function readByFields(cursor: Cursor, ...until: readonly string[]): FieldName[] {
  const fields = cursor.fieldList(...until);
  if (fields.length === 0) cursor.failExpected('a field name after BY', 'name the fields to group by, or leave BY out');
  for (const field of fields) rejectWildcard(cursor, field);
  return fields;
}

/** @throws SPL105 where a field name of a BY clause holds a wildcard. */
export function rejectWildcard(cursor: Cursor, field: FieldName): void {
  if (!field.name.includes('*')) return;
  const hint = 'list the fields one by one';
  cursor.fail('SPL105', `a wildcard cannot stand in a BY clause: "${field.name}"`, field.span, hint);
}
