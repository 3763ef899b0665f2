import type { Expr } from '../../language/index.ts';
import { folded } from './fold.ts';

/**
 * What a condition needs of a row at least: where the condition is true, so is the formula. The other way round it need
 * not be: what is not understood counts as true. It has no negation, so that a row that loses values meets less.
 */
export type Formula =
  | { readonly kind: 'anything' }
  | { readonly kind: 'test'; readonly test: Test }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Formula[] };

/** A test of one field. Of several values one is enough. Texts are in small letters. */
export type Test =
  | { readonly kind: 'present'; readonly field: string }
  | { readonly kind: 'equals'; readonly field: string; readonly text: string }
  /** The whole value is these parts, in this order, with anything between them. */
  | { readonly kind: 'wildcard'; readonly field: string; readonly parts: readonly string[] }
  | { readonly kind: 'contains'; readonly field: string; readonly text: string };

const ANYTHING: Formula = { kind: 'anything' };

/** The formula of conditions of which one has to be true; undefined: any row may do. */
export function formulaOf(conditions: readonly Expr[] | undefined): Formula {
  return conditions === undefined ? ANYTHING : anyOf(conditions.map((one) => formulaIn(one, undefined)));
}

/** The name that stands for a value of a field, within a lambda. */
interface Parameter {
  readonly name: string;
  readonly field: string;
}

function formulaIn(expr: Expr, parameter: Parameter | undefined): Formula {
  if (expr.kind !== 'Call') return ANYTHING;
  const within = (one: Expr): Formula => formulaIn(one, parameter);
  const [first, second] = expr.args;
  const field = first?.kind === 'Column' ? (first.name === parameter?.name ? parameter.field : first.name) : undefined;
  switch (expr.fn) {
    case 'and':
      return allOf(expr.args.map(within));
    case 'or':
      return anyOf(expr.args.map(within));
    case 'isTrue':
      return first === undefined ? ANYTHING : within(first);
    case 'isNotNull':
      return field === undefined ? ANYTHING : test({ kind: 'present', field });
    case 'anyValue':
      if (second?.kind !== 'Lambda' || field === undefined) return ANYTHING;
      return formulaIn(second.body, { name: second.parameter, field });
    case 'caselessEquals':
    case 'textEquals':
    case 'caselessIn':
    case 'textIn':
      return field === undefined ? ANYTHING : anyOf(expr.args.slice(1).map((one) => equalsTo(field, one)));
    case 'wildcardMatch':
    case 'wildcardMatchCased':
      return field === undefined ? ANYTHING : wildcardOf(field, literalText(second)?.split(/\*+/));
    case 'like':
      // `_` is one character: what stands for any run of them lets more through.
      return field === undefined ? ANYTHING : wildcardOf(field, literalText(second)?.split(/[%_]+/));
    case 'keywordMatch':
    case 'keywordMatchCased':
    case 'termMatch':
      return field === undefined ? ANYTHING : containsOf(field, second);
    case 'regexMatch':
    case 'cidrMatch':
    case 'dynamicEquals':
    case 'dynamicLess':
    case 'dynamicLessOrEqual':
    case 'textLess':
    case 'textLessOrEqual':
      return allOf(expr.args.map((one) => presenceOf(one, parameter)));
    default:
      return ANYTHING;
  }
}

/** A comparison with what is not there is never true. */
function presenceOf(expr: Expr, parameter: Parameter | undefined): Formula {
  if (expr.kind !== 'Column') return ANYTHING;
  return test({ kind: 'present', field: expr.name === parameter?.name ? parameter.field : expr.name });
}

function equalsTo(field: string, value: Expr): Formula {
  const text = literalText(value);
  const small = text === undefined ? undefined : folded(text);
  return small === undefined ? ANYTHING : test({ kind: 'equals', field, text: small });
}

function wildcardOf(field: string, parts: readonly string[] = []): Formula {
  const small = parts.map(folded).filter((part) => part !== undefined);
  if (small.length === 0 || small.length < parts.length) return ANYTHING;
  return test({ kind: 'wildcard', field, parts: small });
}

/**
 * Of a term whose `*` stands for some characters, its longest piece. Letters that are not ASCII have more than two cases
 * where patterns match without case.
 */
function containsOf(field: string, term: Expr | undefined): Formula {
  const pieces =
    literalText(term)
      ?.toLowerCase()
      .split(/[*\u0080-\uffff]+/) ?? [];
  const longest = pieces.reduce((best, piece) => (piece.length > best.length ? piece : best), '');
  return longest === '' ? ANYTHING : test({ kind: 'contains', field, text: longest.toLowerCase() });
}

function literalText(expr: Expr | undefined): string | undefined {
  return expr?.kind === 'Literal' && typeof expr.value === 'string' ? expr.value : undefined;
}

function test(one: Test): Formula {
  return { kind: 'test', test: one };
}

function allOf(parts: readonly Formula[]): Formula {
  const telling = parts.filter(({ kind }) => kind !== 'anything');
  const [only = ANYTHING] = telling;
  return telling.length < 2 ? only : { kind: 'all', parts: telling };
}

/** No parts: nothing is met. */
function anyOf(parts: readonly Formula[]): Formula {
  if (parts.some(({ kind }) => kind === 'anything')) return ANYTHING;
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind: 'any', parts };
}
