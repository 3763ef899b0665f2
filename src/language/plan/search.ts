import { isIP } from 'node:net';
import { assertNever } from '../../shared/problem.ts';
import type { Node, SearchExpr, SearchOperator, SearchValue } from '../ast.ts';
import type { Expr, FunctionName } from '../ir.ts';
import { asText, isNumericText, numberText } from './convert.ts';
import { and, boolean, call, isNothing, isNotNull, isTrue, not, number, or, text } from './expr.ts';
import { anyValue } from './lambda.ts';
import { resolveField, type Scope } from './scope.ts';

/**
 * An expression of the search language as a condition. It may be NULL where a field is missing; under NOT that counts
 * as false, so that `NOT f=v` keeps results without f, which `f!=v` does not. Subsearches must have been run.
 *
 * Source: Splunk Search Reference, search.
 */
export function lowerSearch(expr: SearchExpr, scope: Scope): Expr {
  switch (expr.kind) {
    case 'SearchAnd':
      return and(...expr.terms.map((term) => lowerSearch(term, scope)));
    case 'SearchOr':
      return or(...expr.terms.map((term) => lowerSearch(term, scope)));
    case 'SearchNot':
      return negation(expr.term, scope);
    case 'SearchComparison':
      return comparison(resolveField(scope, expr.field.name), expr.operator, expr.value);
    case 'SearchIn':
      return membership(resolveField(scope, expr.field.name), expr.values);
    case 'SearchKeyword':
      return keyword(expr, scope);
    case 'SearchTerm':
      return inRaw('termMatch', expr.value, scope);
    case 'SearchCase':
      return inRaw('keywordMatchCased', expr.value, scope);
    case 'SearchEverything':
      return boolean(true);
    case 'SearchSubsearch':
      throw new Error('a subsearch is run before its search is planned');
    default:
      return assertNever(expr);
  }
}

function negation(term: SearchExpr, scope: Scope): Expr {
  const negated = not(isTrue(lowerSearch(term, scope)));
  if (scope.omitsMissingNumbers !== true) return negated;
  return and(negated, ...numbersCompared(term).map((name) => isNotNull(resolveField(scope, name))));
}

/** Fields that are compared with numbers, where one comparison or a choice of them is negated. */
function numbersCompared(term: SearchExpr): readonly string[] {
  if (term.kind === 'SearchOr') return term.terms.flatMap(numbersCompared);
  if (term.kind === 'SearchIn')
    return term.values.some(({ text: value }) => isNumericText(value)) ? [term.field.name] : [];
  if (term.kind !== 'SearchComparison' || term.operator !== '=') return [];
  return isNumericText(term.value.text) ? [term.field.name] : [];
}

/** A lone `*` matches every result; other terms are looked for in `_raw` alone. */
function keyword({ value }: Node<'SearchKeyword', { value: SearchValue }>, scope: Scope): Expr {
  return /^\*+$/.test(value.text) ? boolean(true) : inRaw('keywordMatch', value, scope);
}

function inRaw(
  fn: Extract<FunctionName, 'keywordMatch' | 'keywordMatchCased' | 'termMatch'>,
  value: SearchValue,
  scope: Scope,
): Expr {
  const raw = resolveField(scope, '_raw');
  if (isNothing(raw)) return boolean(false);
  return anyValue(raw, (one) => call(fn, 'boolean', asText(one), text(value.text)));
}

function comparison(field: Expr, operator: SearchOperator, value: SearchValue): Expr {
  if (isNothing(field)) return boolean(false);
  switch (operator) {
    case '=':
      return anyValue(field, (one) => equals(one, value.text));
    case '!=':
      return and(
        isNotNull(field),
        anyValue(field, (one) => not(equals(one, value.text))),
      );
    case '<':
    case '<=':
    case '>':
    case '>=':
      return anyValue(field, (one) => ordering(one, operator, value.text));
  }
}

/** The value as a text, without case and with wildcards; an address range where it is written as one. */
function equals(field: Expr, value: string): Expr {
  if (/^\*+$/.test(value)) return isNotNull(field);
  if (isNetwork(value)) return call('cidrMatch', 'boolean', asText(field), text(value));
  if (value.includes('*')) return call('wildcardMatch', 'boolean', asText(field), text(value));
  // Only the number that prints like this has this text.
  if (field.type === 'number' && isNumericText(value) && numberText(Number(value)) === value) {
    return call('numberEquals', 'boolean', field, number(Number(value)));
  }
  return call('caselessEquals', 'boolean', asText(field), text(value));
}

/** IN is an OR of equalities. */
function membership(field: Expr, values: readonly SearchValue[]): Expr {
  if (isNothing(field)) return boolean(false);
  const isPlain = ({ text: value }: SearchValue) => !value.includes('*') && !isNetwork(value);
  const plain = values.filter(isPlain).map((value) => text(value.text));
  const others = values.filter((value) => !isPlain(value));
  return anyValue(field, (one) => {
    const exact = plain.length > 1 ? [call('caselessIn', 'boolean', asText(one), ...plain)] : [];
    const rest = plain.length > 1 ? others : values;
    return or(...exact, ...rest.map((value) => equals(one, value.text)));
  });
}

/** Numeric where both sides are numbers, else by code point and with case. */
function ordering(field: Expr, operator: '<' | '<=' | '>' | '>=', value: string): Expr {
  const isFlipped = operator === '>' || operator === '>=';
  const isStrict = operator === '<' || operator === '>';
  const build = (kind: 'number' | 'text' | 'dynamic', left: Expr, right: Expr) => {
    const fn: FunctionName = `${kind}${isStrict ? 'Less' : 'LessOrEqual'}`;
    return isFlipped ? call(fn, 'boolean', right, left) : call(fn, 'boolean', left, right);
  };
  if (!isNumericText(value)) return build('text', asText(field), text(value));
  if (field.type === 'number') return build('number', field, number(Number(value)));
  return build('dynamic', field, text(value));
}

function isNetwork(value: string): boolean {
  const [, address = '', prefix = ''] = /^([0-9a-fA-F:.]+)\/(\d{1,3})$/.exec(value) ?? [];
  const version = isIP(address);
  return version !== 0 && Number(prefix) <= (version === 4 ? 32 : 128);
}
