import { assertNever } from '../../shared/problem.ts';
import type { Span } from '../../shared/span.ts';
import type { EvalExpr, FieldName, SearchExpr } from '../ast.ts';
import type { Expr, Named, Plan } from '../ir.ts';
import { nodesOf } from '../notices/nodes.ts';
import { lowerCondition } from './eval.ts';
import { isNotNull } from './expr.ts';
import { fieldOf } from './schema.ts';
import { resolveField, type Scope } from './scope.ts';
import { lowerSearch } from './search.ts';

/** What a command asks of each row. */
export interface Gate {
  /** The rows that it judges: those given to it, or those that it reads. */
  readonly rows: Plan;
  /** A row comes through that meets all of them. */
  readonly conditions: readonly Condition[];
}

/** One of the conditions that are joined by AND. */
export interface Condition {
  /** As the search says it, macros expanded. */
  readonly text: string;
  /** In the expanded text; absent for what the text does not say: a range of time that was given. */
  readonly span?: Span;
  /** True for rows that pass: false and NULL do not. */
  readonly predicate: Expr;
  /** The fields that it looks at, by their names in the search. */
  readonly fields: readonly Named[];
  /** Of alternatives joined by OR, where one of them is itself more than one condition: those of each. */
  readonly alternatives?: readonly (readonly Condition[])[];
  /** What the one field is compared with. Absent: the condition is not one comparison. */
  readonly wanted?: Wanted;
}

/** The right side of a comparison. `present`: the field must have a value. */
export interface Wanted {
  readonly operator: '=' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'present';
  readonly values: readonly string[];
  /** Whether `*` stands for any run of characters. */
  readonly hasWildcards: boolean;
  readonly isCaseSensitive: boolean;
  /** NOT stands before it. */
  readonly isNegated: boolean;
}

/** The terms of an expression of the search language that a row must all meet, its subsearches not yet run. */
export function searchTerms(expr: SearchExpr): readonly SearchExpr[] {
  switch (expr.kind) {
    case 'SearchAnd':
      return expr.terms.flatMap(searchTerms);
    case 'SearchEverything':
      return [];
    case 'SearchNot': {
      // None of several is each of them not.
      const { term } = expr;
      if (term.kind === 'SearchOr') return term.terms.map((one) => ({ ...expr, term: one, span: one.span }));
      return term.kind === 'SearchNot' ? searchTerms(term.term) : [expr];
    }
    case 'SearchOr':
    case 'SearchComparison':
    case 'SearchIn':
    case 'SearchKeyword':
    case 'SearchTerm':
    case 'SearchCase':
    case 'SearchSubsearch':
      return [expr];
    default:
      return assertNever(expr);
  }
}

/**
 * A term of the search language as a condition.
 *
 * @param term as it was written
 * @param lowered the same, its subsearches run
 */
export function searchCondition(term: SearchExpr, lowered: SearchExpr, scope: Scope): Condition {
  const wanted = wantedBy(term);
  const choices = term.kind === 'SearchOr' && !hasSubsearch(term) ? term.terms.map(searchTerms) : [];
  const isDeep = choices.some(({ length }) => length > 1);
  return {
    text: textOf(term.span, term.kind === 'SearchNot', scope),
    span: term.span,
    predicate: lowerSearch(lowered, scope),
    fields: namesRead(lowered).map((name) => ({ name, expr: resolveField(scope, name) })),
    ...(isDeep && { alternatives: choices.map((terms) => terms.map((one) => searchCondition(one, one, scope))) }),
    ...(wanted && { wanted }),
  };
}

function hasSubsearch(term: SearchExpr): boolean {
  return [...nodesOf(term)].some(({ kind }) => kind === 'SearchSubsearch');
}

function wantedBy(term: SearchExpr, isNegated = false): Wanted | undefined {
  const common = { isNegated, hasWildcards: true, isCaseSensitive: false };
  if (term.kind === 'SearchNot') return isNegated ? undefined : wantedBy(term.term, true);
  if (term.kind === 'SearchComparison') return { operator: term.operator, values: [term.value.text], ...common };
  if (term.kind !== 'SearchIn') return undefined;
  return { operator: 'in', values: term.values.map(({ text }) => text), ...common };
}

/** The terms of an expression of eval that a row must all meet. */
export function evalTerms(expr: EvalExpr): readonly EvalExpr[] {
  if (expr.kind === 'EvalBinary' && expr.operator === 'AND') {
    return [...evalTerms(expr.left), ...evalTerms(expr.right)];
  }
  if (expr.kind !== 'EvalUnary' || expr.operator !== 'NOT') return [expr];
  return alternatives(expr.operand).map((operand) =>
    operand === expr.operand ? expr : { ...expr, operand, span: operand.span },
  );
}

function alternatives(expr: EvalExpr): readonly EvalExpr[] {
  const isOr = expr.kind === 'EvalBinary' && expr.operator === 'OR';
  return isOr ? [...alternatives(expr.left), ...alternatives(expr.right)] : [expr];
}

/** A term of an expression of eval as a condition. */
export function evalCondition(term: EvalExpr, scope: Scope): Condition {
  const wanted = valueWanted(term);
  const choices = alternatives(term).map(evalTerms);
  const isDeep = choices.length > 1 && choices.some(({ length }) => length > 1);
  return {
    text: textOf(term.span, term.kind === 'EvalUnary', scope),
    span: term.span,
    predicate: lowerCondition(term, scope),
    fields: namesRead(term).map((name) => ({ name, expr: resolveField(scope, name) })),
    ...(isDeep && { alternatives: choices.map((terms) => terms.map((one) => evalCondition(one, scope))) }),
    ...(wanted && { wanted }),
  };
}

/** A field compared with a literal, on either side. */
function valueWanted(term: EvalExpr, isNegated = false): Wanted | undefined {
  const common = { isNegated, hasWildcards: false, isCaseSensitive: true };
  if (term.kind === 'EvalUnary' && term.operator === 'NOT') return valueWanted(term.operand, true);
  if (term.kind === 'EvalIn' && isField(term.operand)) {
    const values = term.values.map(literalOf);
    return values.includes(undefined) ? undefined : { operator: 'in', values: values.map(String), ...common };
  }
  if (term.kind === 'EvalCall' && term.name === 'isnotnull' && term.args.every(isField)) {
    return { operator: 'present', values: [], ...common };
  }
  if (term.kind !== 'EvalBinary' || !isComparison(term.operator)) return undefined;
  const [left, right] = [literalOf(term.left), literalOf(term.right)];
  if (isField(term.left) && right !== undefined) return { operator: term.operator, values: [right], ...common };
  if (!isField(term.right) || left === undefined) return undefined;
  return { operator: FLIPPED[term.operator], values: [left], ...common };
}

type Comparison = Exclude<Wanted['operator'], 'in' | 'present'>;

const FLIPPED: Readonly<Record<Comparison, Comparison>> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

function isComparison(operator: string): operator is Comparison {
  return operator in FLIPPED;
}

function isField(expr: EvalExpr): boolean {
  return expr.kind === 'EvalField' || expr.kind === 'EvalDotted';
}

function literalOf(expr: EvalExpr): string | undefined {
  if (expr.kind === 'EvalString') return expr.value;
  if (expr.kind === 'EvalUnary' && expr.operator === '-' && expr.operand.kind === 'EvalNumber') {
    return `-${expr.operand.text}`;
  }
  return expr.kind === 'EvalNumber' ? expr.text : undefined;
}

/** A field of a BY clause and its kind: rows without a value are left out. */
export function presentCondition({ name, span }: FieldName, expr: Expr): Condition {
  return {
    text: `${name} has a value`,
    span,
    predicate: isNotNull(expr),
    fields: [{ name, expr }],
    wanted: { operator: 'present', values: [], hasWildcards: false, isCaseSensitive: true, isNegated: false },
  };
}

/** A gate that asks for a value of each of the fields. */
export function presentGate(fields: readonly FieldName[], rows: Plan): Gate {
  return { rows, conditions: fields.map((field) => presentCondition(field, fieldOf(rows.schema, field.name))) };
}

/** Names of the fields that an expression looks at, each once; `_raw` for words. */
function namesRead(expr: SearchExpr | EvalExpr): readonly string[] {
  const names = new Set<string>();
  for (const node of nodesOf(expr)) {
    if (node.kind === 'Pipeline') break;
    if (IN_RAW.has(node.kind)) names.add('_raw');
    else if (NAMES_FIELD.has(node.kind) && typeof node['name'] === 'string') names.add(node['name']);
  }
  return [...names];
}

const IN_RAW: ReadonlySet<string> = new Set(['SearchKeyword', 'SearchTerm', 'SearchCase']);
const NAMES_FIELD: ReadonlySet<string> = new Set(['FieldName', 'EvalField', 'EvalDotted']);

/** On one line; the NOT that one of several took from before them stands before it again. */
function textOf(span: Span, isNegated: boolean, { context }: Scope): string {
  const text = context.expansion.text.slice(span.start, span.end).replace(/\s+/g, ' ').trim();
  return isNegated && !/^not\b/i.test(text) ? `NOT ${text}` : text;
}
