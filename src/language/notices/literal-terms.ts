import type { Span } from '../../shared/span.ts';
import type { EvalExpr, SearchExpr, SearchOperator } from '../ast.ts';

/** A comparison of something with texts or numbers that stand in the search. */
export interface LiteralTerm {
  /** The field, or the expression, that is compared. */
  readonly operand: EvalExpr;
  readonly operator: SearchOperator;
  /** `=`: any of them. Others have one. */
  readonly values: readonly { readonly text: string; readonly span: Span }[];
  /** Of the search language: without case, with wildcards. */
  readonly isSearch: boolean;
  readonly span: Span;
}

const COMPARISONS: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>=']);

const FLIPPED = { '=': '=', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

/** The comparison that an expression of eval is; undefined for all else. */
export function evalTerm(expr: EvalExpr): LiteralTerm | undefined {
  const [operand, list] =
    expr.kind === 'EvalIn'
      ? [expr.operand, expr.values]
      : expr.kind === 'EvalCall' && expr.name === 'in'
        ? [expr.args[0], expr.args.slice(1)]
        : [undefined, []];
  if (operand !== undefined) {
    const values = list.map(literalOf);
    if (values.some((one) => one === undefined)) return undefined;
    return {
      operand,
      operator: '=',
      values: values.filter((one) => one !== undefined),
      isSearch: false,
      span: expr.span,
    };
  }
  if (expr.kind !== 'EvalBinary' || !COMPARISONS.has(expr.operator)) return undefined;
  const operator = expr.operator as SearchOperator;
  const [left, right] = [literalOf(expr.left), literalOf(expr.right)];
  if (right !== undefined && left === undefined) {
    return { operand: expr.left, operator, values: [right], isSearch: false, span: expr.span };
  }
  if (left === undefined || right !== undefined) return undefined;
  return { operand: expr.right, operator: FLIPPED[operator], values: [left], isSearch: false, span: expr.span };
}

function literalOf(expr: EvalExpr): LiteralTerm['values'][number] | undefined {
  if (expr.kind === 'EvalString') return { text: expr.value, span: expr.span };
  if (expr.kind === 'EvalNumber') return { text: String(expr.value), span: expr.span };
  if (expr.kind !== 'EvalUnary' || expr.operator !== '-' || expr.operand.kind !== 'EvalNumber') return undefined;
  return { text: String(-expr.operand.value), span: expr.span };
}

/** The comparison that an expression of the search language is. */
export function searchTerm(expr: SearchExpr): LiteralTerm | undefined {
  if (expr.kind !== 'SearchComparison' && expr.kind !== 'SearchIn') return undefined;
  const { name, span } = expr.field;
  const operand: EvalExpr = { kind: 'EvalField', name, isQuoted: true, span };
  const [operator, values] = expr.kind === 'SearchIn' ? (['=', expr.values] as const) : [expr.operator, [expr.value]];
  return { operand, operator, values, isSearch: true, span: expr.span };
}

/** What must all be true for an expression to be. */
export function evalTerms(expr: EvalExpr): readonly EvalExpr[] {
  const isBoth = expr.kind === 'EvalBinary' && expr.operator === 'AND';
  return isBoth ? [...evalTerms(expr.left), ...evalTerms(expr.right)] : [expr];
}

export function searchTerms(expr: SearchExpr): readonly SearchExpr[] {
  return expr.kind === 'SearchAnd' ? expr.terms.flatMap(searchTerms) : [expr];
}
