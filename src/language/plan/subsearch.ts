import type { Span } from '../../shared/span.ts';
import type { Pipeline, SearchExpr } from '../ast.ts';
import type { Plan, Row, Value } from '../ir.ts';
import { parseSearchExpression } from '../parse/fragments.ts';
import type { PlanContext } from './context.ts';
import { optimise } from './optimise.ts';
import { byCodePoint, isInternal, visibleColumns } from './schema.ts';

/** Fields whose value is search text itself, without a field name before it. */
export const VERBATIM: ReadonlySet<string> = new Set(['search', 'query']);

/**
 * Runs the subsearches of an expression and puts the terms in their place that their results stand for: a result is
 * the AND of its fields, results are joined by OR, and none at all matches nothing.
 *
 * Source: Splunk Search Manual, Change the format of subsearch results.
 */
export async function runSubsearches(expr: SearchExpr, context: PlanContext): Promise<SearchExpr> {
  switch (expr.kind) {
    case 'SearchAnd':
    case 'SearchOr':
      return { ...expr, terms: await Promise.all(expr.terms.map((term) => runSubsearches(term, context))) };
    case 'SearchNot':
      return { ...expr, term: await runSubsearches(expr.term, context) };
    case 'SearchSubsearch':
      return await resultTerms(expr.pipeline, context);
    default:
      return expr;
  }
}

async function resultTerms(pipeline: Pipeline, context: PlanContext): Promise<SearchExpr> {
  const plan = await context.subsearch(pipeline.commands);
  const { span } = pipeline;
  const rows = await context.environment.rows(optimise(plan));
  if (context.environment.isAheadOfData === true) return anyResult(plan, span);
  return either(
    rows.map((row) => rowTerm(row, span)),
    span,
  );
}

/**
 * Ahead of the data the results are not known, only which fields they will ask for: a condition that names them, and
 * holds for every result.
 */
function anyResult(plan: Plan, span: Span): SearchExpr {
  const terms = visibleColumns(plan.schema)
    .filter(({ name }) => !isInternal(name))
    .map(({ name }): SearchExpr => comparison(name, '*', span));
  const everything: SearchExpr = { kind: 'SearchNot', term: both(terms, span), span };
  return terms.length === 0 ? { kind: 'SearchEverything', span } : either([...terms, everything], span);
}

function rowTerm(row: Row, span: Span): SearchExpr {
  const names = Object.keys(row)
    .filter((name) => !isInternal(name))
    .sort(byCodePoint);
  const verbatim = names.find((name) => VERBATIM.has(name));
  // A result without fields gives no term, and so matches nothing.
  if (names.length === 0) return either([], span);
  if (verbatim !== undefined) return parseSearchExpression(valuesOf(row[verbatim])[0] ?? '');
  return both(
    names.map((name) =>
      either(
        valuesOf(row[name]).map((value) => comparison(name, value, span)),
        span,
      ),
    ),
    span,
  );
}

function valuesOf(value: Value | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'object' ? value : [String(value)];
}

function comparison(name: string, value: string, span: Span): SearchExpr {
  return {
    kind: 'SearchComparison',
    field: { kind: 'FieldName', name, isQuoted: true, span },
    operator: '=',
    value: { kind: 'SearchValue', text: value, isQuoted: true, span },
    span,
  };
}

function both(terms: readonly SearchExpr[], span: Span): SearchExpr {
  return joined('SearchAnd', terms, span);
}

/** No terms: nothing matches. */
function either(terms: readonly SearchExpr[], span: Span): SearchExpr {
  return joined('SearchOr', terms, span);
}

function joined(kind: 'SearchAnd' | 'SearchOr', terms: readonly SearchExpr[], span: Span): SearchExpr {
  const [only] = terms;
  return terms.length === 1 && only !== undefined ? only : { kind, terms, span };
}
