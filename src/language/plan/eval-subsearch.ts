import type { Span } from '../../shared/span.ts';
import type { Assignment, EvalExpr, Pipeline } from '../ast.ts';
import type { Plan, Row } from '../ir.ts';
import { parseEval, parseEvalList } from '../parse/fragments.ts';
import type { PlanContext } from './context.ts';
import { valueTexts } from './filter-text.ts';
import { optimise } from './optimise.ts';
import { isInternal } from './schema.ts';

/** What `return` and `format` give where there is no result. */
const NOTHING = 'NOT ( )';

/**
 * Runs the subsearches of an expression, and puts what they give in their place: the text of `return` and `format`
 * read as an expression, other results as comparisons of their fields. No result is false for a condition, and NULL
 * for a value.
 *
 * @param isCondition whether the expression itself is one
 * Source: Splunk Search Manual, About subsearches.
 */
export async function runEvalSubsearches(
  expr: EvalExpr,
  isCondition: boolean,
  context: PlanContext,
): Promise<EvalExpr> {
  const [only = expr] = await resolve(expr, isCondition, false, context);
  return only;
}

/**
 * What expressions with subsearches are planned over. Ahead of the data nobody knows which fields their text will
 * name: then all are asked for.
 */
export async function readByAnyText(input: Plan, exprs: readonly EvalExpr[], context: PlanContext): Promise<Plan> {
  const { environment } = context;
  if (environment.isAheadOfData !== true || !exprs.some(hasSubsearch)) return input;
  return await environment.stage(optimise(input));
}

function hasSubsearch(expr: EvalExpr): boolean {
  switch (expr.kind) {
    case 'EvalSubsearch':
      return true;
    case 'EvalUnary':
      return hasSubsearch(expr.operand);
    case 'EvalBinary':
      return hasSubsearch(expr.left) || hasSubsearch(expr.right);
    case 'EvalIn':
      return [expr.operand, ...expr.values].some(hasSubsearch);
    case 'EvalCall':
      return expr.args.some(hasSubsearch);
    default:
      return false;
  }
}

/** An assignment whose subsearches have been run. */
export async function withoutSubsearches(node: Assignment, context: PlanContext): Promise<Assignment> {
  return { ...node, value: await runEvalSubsearches(node.value, false, context) };
}

/** In a list of arguments a subsearch may give several of them. */
async function resolve(
  expr: EvalExpr,
  isCondition: boolean,
  isInList: boolean,
  context: PlanContext,
): Promise<readonly EvalExpr[]> {
  const one = async (part: EvalExpr, isPartCondition: boolean) =>
    (await resolve(part, isPartCondition, false, context))[0] ?? part;
  const all = async (parts: readonly EvalExpr[]) =>
    (await Promise.all(parts.map((part) => resolve(part, false, true, context)))).flat();
  switch (expr.kind) {
    case 'EvalSubsearch':
      return await resultOf(expr.pipeline, { isCondition, isInList }, context);
    case 'EvalUnary':
      return [{ ...expr, operand: await one(expr.operand, expr.operator === 'NOT') }];
    case 'EvalBinary': {
      const areConditions = ['AND', 'OR', 'XOR'].includes(expr.operator);
      const [left, right] = await Promise.all([one(expr.left, areConditions), one(expr.right, areConditions)]);
      return [{ ...expr, left, right }];
    }
    case 'EvalIn':
      return [{ ...expr, operand: await one(expr.operand, false), values: await all(expr.values) }];
    case 'EvalCall':
      return [{ ...expr, args: await all(expr.args) }];
    default:
      return [expr];
  }
}

interface Place {
  readonly isCondition: boolean;
  readonly isInList: boolean;
}

async function resultOf(
  { commands, span }: Pipeline,
  place: Place,
  context: PlanContext,
): Promise<readonly EvalExpr[]> {
  const plan = await context.subsearch(commands);
  const rows = await context.environment.rows(optimise(plan));
  const isKnown = context.environment.isAheadOfData !== true;
  if (!isKnown) return [call(place.isCondition ? 'true' : 'null', span)];
  const verbatim = valueTexts(rows[0]?.['search'] ?? rows[0]?.['query'])[0];
  if (verbatim === undefined || verbatim === NOTHING)
    return [comparisons(verbatim === undefined ? rows : [], place, span)];
  return place.isInList ? parseEvalList(verbatim) : [parseEval(verbatim)];
}

function comparisons(rows: readonly Row[], { isCondition }: Place, span: Span): EvalExpr {
  const terms = rows.flatMap((row) => {
    const fields = Object.keys(row).filter((name) => !isInternal(name));
    const term = joined(
      'AND',
      fields.map((name) => comparison(name, row, span)),
      span,
    );
    return term === undefined ? [] : [term];
  });
  return joined('OR', terms, span) ?? call(isCondition ? 'false' : 'null', span);
}

/** One value of a multivalue is enough. */
function comparison(name: string, row: Row, span: Span): EvalExpr {
  const field: EvalExpr = { kind: 'EvalField', name, isQuoted: true, span };
  const equalities = valueTexts(row[name]).map((value): EvalExpr => {
    return { kind: 'EvalBinary', operator: '=', left: field, right: { kind: 'EvalString', value, span }, span };
  });
  return joined('OR', equalities, span) ?? call('false', span);
}

/** Joins from the middle: whoever reads expressions is recursive. */
function joined(operator: 'AND' | 'OR', terms: readonly EvalExpr[], span: Span): EvalExpr | undefined {
  const [first] = terms;
  if (terms.length < 2) return first;
  const middle = Math.floor(terms.length / 2);
  const [left, right] = [joined(operator, terms.slice(0, middle), span), joined(operator, terms.slice(middle), span)];
  return left === undefined || right === undefined
    ? (left ?? right)
    : { kind: 'EvalBinary', operator, left, right, span };
}

function call(name: 'true' | 'false' | 'null', span: Span): EvalExpr {
  return { kind: 'EvalCall', name, args: [], span };
}
