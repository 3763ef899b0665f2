import { Problem } from '../../shared/problem.ts';
import type { EvalExpr, SearchExpr } from '../ast.ts';
import type { Command } from '../commands/index.ts';
import type { Expr, Plan } from '../ir.ts';
import type { PlannedCommand } from '../plan/context.ts';
import { lowerEval } from '../plan/eval.ts';
import { evalTerm, evalTerms, type LiteralTerm, searchTerm, searchTerms } from './literal-terms.ts';
import type { AnyNode } from './nodes.ts';

/** Comparisons of which all must be true for a result to stay. */
export type Together = readonly LiteralTerm[];

/** What a command asks of the results that it works on. */
export interface Conditions {
  /** Every comparison with literals, wherever it stands in the command. */
  readonly terms: readonly LiteralTerm[];
  /** Those of them that hold together. */
  readonly together: readonly Together[];
  /** Calls of `isnull` without which no result stays. */
  readonly missing: readonly Extract<EvalExpr, { kind: 'EvalCall' }>[];
}

/**
 * The conditions of a command, those of its subsearches left out: they are commands of their own.
 *
 * @param own its nodes: see `ownNodes`
 */
export function conditionsOf(node: PlannedCommand['node'], own: readonly AnyNode[]): Conditions {
  const { terms, together } = allTerms(own);
  const where = node.kind === 'Where' ? (node as Extract<Command, { kind: 'Where' }>).condition : undefined;
  const missing = where === undefined ? [] : evalTerms(where).filter(isMissingCall);
  return { terms, together, missing };
}

function isMissingCall(expr: EvalExpr): expr is Extract<EvalExpr, { kind: 'EvalCall' }> {
  return expr.kind === 'EvalCall' && expr.name === 'isnull';
}

function allTerms(own: readonly AnyNode[]): Pick<Conditions, 'terms' | 'together'> {
  const terms: LiteralTerm[] = [];
  const together: Together[] = [];
  const inside = new Set<unknown>();
  for (const one of own) {
    const term = evalTerm(one as unknown as EvalExpr) ?? searchTerm(one as unknown as SearchExpr);
    if (term !== undefined) terms.push(term);
    const joined = inside.has(one) ? [] : joinedTerms(one);
    for (const part of joined) inside.add(part);
    const all = joined.flatMap(termOf);
    if (all.length > 1) together.push(all);
  }
  return { terms, together };
}

/** The parts of an AND; nothing for all else. */
function joinedTerms(node: AnyNode): readonly (EvalExpr | SearchExpr)[] {
  if (node.kind === 'EvalBinary' && node['operator'] === 'AND') return evalTerms(node as unknown as EvalExpr);
  return node.kind === 'SearchAnd' ? searchTerms(node as unknown as SearchExpr) : [];
}

function termOf(expr: EvalExpr | SearchExpr): readonly LiteralTerm[] {
  const term = evalTerm(expr as EvalExpr) ?? searchTerm(expr as SearchExpr);
  return term === undefined ? [] : [term];
}

/** An expression of a command as the planner sees it; undefined where it has nothing to say of it alone. */
export function lowered(expr: EvalExpr, input: Plan, { context }: PlannedCommand): Expr | undefined {
  try {
    return lowerEval(expr, { context, schema: input.schema });
  } catch (error) {
    if (error instanceof Problem) return undefined; // lookup() and subsearches are not expressions of their own
    throw error;
  }
}
