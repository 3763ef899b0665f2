import { assertNever } from '../../shared/problem.ts';
import type { Expr, Named, NamedAggregate, NamedWindow, Plan } from '../ir.ts';
import { isNumericText, numberText } from '../plan/convert.ts';
import { findColumn } from '../plan/schema.ts';

/** Something that a value can be. A value that is missing is none of them. */
export type Possible =
  | { readonly kind: 'anything' }
  | { readonly kind: 'text'; readonly text: string }
  /** Any text in these letters. */
  | { readonly kind: 'letters'; readonly letters: 'small' | 'capital' }
  | { readonly kind: 'number'; readonly least?: number };

/** What a value can be; one that is always missing can be nothing. */
export type PossibleValues = readonly Possible[];

const ANYTHING: PossibleValues = [{ kind: 'anything' }];

/** More than this many are as good as anything. */
const LIMIT = 200;

/** Tells what the values of expressions over plans can be, as far as the plans themselves say it. */
export interface ValueOracle {
  /** What an expression over the results of a plan can be; of several values, what one of them can be. */
  possible(expr: Expr, plan: Plan): PossibleValues;
  /** Whether an expression has a value in every result. */
  isNeverMissing(expr: Expr, plan: Plan): boolean;
  /** Whether an expression has one value at most in each result: the fields of events may have several. */
  isSingle(expr: Expr, plan: Plan): boolean;
}

/** Remembers what it worked out: expressions that refer to one another twice each would take for ever. */
export function openOracle(): ValueOracle {
  const known = new WeakMap<Plan, Map<string, PossibleValues>>();
  const possibleColumn = (name: string, plan: Plan): PossibleValues => {
    const columns = known.get(plan) ?? new Map<string, PossibleValues>();
    known.set(plan, columns);
    const before = columns.get(name);
    if (before !== undefined) return before;
    const found = columnValues(name, plan, possible);
    columns.set(name, found);
    return found;
  };
  const possible = (expr: Expr, plan: Plan): PossibleValues => {
    if (expr.kind === 'Column') {
      const found = possibleColumn(expr.name, plan);
      return found === ANYTHING && expr.type === 'number' ? NUMBER : found;
    }
    return expressionValues(expr, (part) => possible(part, plan));
  };
  return { possible, isNeverMissing, isSingle };
}

const NUMBER: PossibleValues = [{ kind: 'number' }];

function together(...all: readonly PossibleValues[]): PossibleValues {
  const flat = all.flat();
  if (flat.length > LIMIT || flat.some(({ kind }) => kind === 'anything')) return ANYTHING;
  return [...new Map(flat.map((one) => [JSON.stringify(one), one])).values()];
}

function expressionValues(expr: Expr, possible: (part: Expr) => PossibleValues): PossibleValues {
  if (expr.kind === 'Literal') return literalValues(expr.value);
  if (expr.kind !== 'Call') return ANYTHING;
  const { fn, args, type } = expr;
  const [first, ...others] = args;
  switch (fn) {
    case 'lower':
    case 'md5':
    case 'sha1':
    case 'sha256':
    case 'sha512':
      return [{ kind: 'letters', letters: 'small' }];
    case 'upper':
      return [{ kind: 'letters', letters: 'capital' }];
    case 'booleanText':
      return ['True', 'False'].map((text) => ({ kind: 'text', text }));
    case 'if':
      return together(...others.map(possible));
    case 'case':
      return together(...args.filter((_, at) => at % 2 === 1).map(possible));
    case 'coalesce':
    case 'multi':
      return together(...args.map(possible));
    case 'toText':
    case 'firstValue':
    case 'onlyValue':
    case 'multiItem':
    case 'multiIndex':
    case 'multiDistinct':
    case 'multiSort':
    case 'multiReverse':
    case 'filterValues':
      return first === undefined ? ANYTHING : possible(first);
    default:
      return type === 'number' ? NUMBER : ANYTHING;
  }
}

function literalValues(value: string | number | boolean | null): PossibleValues {
  if (value === null) return [];
  return [{ kind: 'text', text: typeof value === 'number' ? numberText(value) : String(value) }];
}

type PossibleOf = (expr: Expr, plan: Plan) => PossibleValues;

function columnValues(name: string, plan: Plan, possible: PossibleOf): PossibleValues {
  const below = (input: Plan): PossibleValues => {
    const found = findColumn(input.schema, name);
    if (found !== undefined) return possible({ kind: 'Column', name, type: found.type }, input);
    return input.schema.isOpen ? ANYTHING : [];
  };
  const defined = definitionOf(name, plan);
  if (defined !== undefined) return 'fn' in defined ? statisticValues(defined, plan, possible) : ofInput(defined.expr);
  const input = handsOn(plan);
  if (input !== undefined) return below(input);
  switch (plan.op) {
    case 'Unnest':
      return below(plan.input);
    case 'Project':
      return plan.schema.isOpen ? below(plan.input) : [];
    case 'Join':
      return below(findColumn(plan.left.schema, name) === undefined && plan.type !== 'semi' ? plan.right : plan.left);
    case 'Union':
      return together(...plan.inputs.map(below));
    default:
      return ANYTHING;
  }

  function ofInput(expr: Expr): PossibleValues {
    return 'input' in plan ? possible(expr, plan.input) : ANYTHING;
  }
}

/** What an operator itself makes of a column; undefined for one that it passes on. */
function definitionOf(name: string, plan: Plan): Named | NamedAggregate | NamedWindow | undefined {
  const isIt = (one: { readonly name: string }) => one.name === name;
  switch (plan.op) {
    case 'Extend':
    case 'Project':
      return plan.columns.find(isIt);
    case 'Aggregate':
      return plan.by.find(isIt) ?? plan.aggregates.find(isIt);
    case 'Window':
      return plan.functions.find(isIt);
    default:
      return undefined;
  }
}

function statisticValues(one: NamedAggregate | NamedWindow, plan: Plan, possible: PossibleOf): PossibleValues {
  switch (one.fn) {
    case 'count':
      // A group has at least one row.
      return [{ kind: 'number', least: plan.op === 'Aggregate' && plan.by.length > 0 && !one.argument ? 1 : 0 }];
    case 'countValues':
    case 'distinctCount':
      return [{ kind: 'number', least: 0 }];
    case 'min':
    case 'max':
    case 'mode':
    case 'first':
    case 'last':
    case 'earliest':
    case 'latest':
    case 'values':
    case 'list':
      return one.argument === undefined || !('input' in plan) ? ANYTHING : possible(one.argument, plan.input);
    default:
      return NUMBER;
  }
}

function isNeverMissing(expr: Expr, plan: Plan): boolean {
  if (expr.kind === 'Literal') return expr.value !== null;
  if (expr.kind === 'Call') {
    if (expr.fn === 'coalesce') return expr.args.some((one) => isNeverMissing(one, plan));
    const isFaithful = expr.fn === 'lower' || expr.fn === 'upper' || expr.fn === 'toText';
    return isFaithful && expr.args.every((one) => isNeverMissing(one, plan));
  }
  return expr.kind === 'Column' && isColumnNeverMissing(expr.name, plan);
}

function isColumnNeverMissing(name: string, plan: Plan): boolean {
  const defined = definitionOf(name, plan);
  if (defined !== undefined && plan.op === 'Aggregate') {
    return !('fn' in defined) || ['count', 'countValues', 'distinctCount'].includes(defined.fn);
  }
  if (defined !== undefined) return 'expr' in defined && 'input' in plan && isNeverMissing(defined.expr, plan.input);
  const input = handsOn(plan);
  if (input !== undefined) return isColumnNeverMissing(name, input);
  switch (plan.op) {
    case 'Join':
      return findColumn(plan.left.schema, name) !== undefined && isColumnNeverMissing(name, plan.left);
    case 'Union':
      return plan.inputs.every((input) => isColumnNeverMissing(name, input));
    default:
      return false;
  }
}

function isSingle(expr: Expr, plan: Plan): boolean {
  if (expr.type === 'multi' || expr.kind !== 'Column') return false;
  if (expr.type === 'number') return true;
  const defined = definitionOf(expr.name, plan);
  // Groups have one value of each field of BY.
  if (defined !== undefined && plan.op === 'Aggregate') return !('fn' in defined);
  if (defined !== undefined) return 'expr' in defined && 'input' in plan && isSingle(defined.expr, plan.input);
  const input = handsOn(plan);
  return input !== undefined && isSingle(expr, input);
}

/** What an operator hands on with all its columns, but for those that it makes itself. */
function handsOn(plan: Plan): Plan | undefined {
  switch (plan.op) {
    case 'Filter':
    case 'Extend':
    case 'Window':
    case 'Sort':
    case 'Limit':
      return plan.input;
    default:
      return undefined;
  }
}

/** Whether one of these values can equal a text, numbers as numbers. */
export function canEqual(values: PossibleValues, text: string, isCaseless = false): boolean {
  return values.some((one) => canBe(one, text, isCaseless));
}

function canBe(one: Possible, text: string, isCaseless: boolean): boolean {
  const fold = (value: string) => (isCaseless ? value.toLowerCase() : value);
  switch (one.kind) {
    case 'anything':
      return true;
    case 'text':
      return fold(one.text) === fold(text) || (areNumbers(one.text, text) && Number(one.text) === Number(text));
    case 'letters':
      return isCaseless || text === (one.letters === 'small' ? text.toLowerCase() : text.toUpperCase());
    case 'number':
      return isNumericText(text) && Number(text) >= (one.least ?? Number.NEGATIVE_INFINITY);
    default:
      return assertNever(one);
  }
}

function areNumbers(a: string, b: string): boolean {
  return isNumericText(a) && isNumericText(b);
}
