import { assertNever } from '../../shared/problem.ts';
import type { SearchExpr } from '../ast.ts';

/** Names of the fields that a search expression compares, those of its subsearches left out; with repetitions. */
export function fieldsSearched(expr: SearchExpr): readonly string[] {
  switch (expr.kind) {
    case 'SearchAnd':
    case 'SearchOr':
      return expr.terms.flatMap(fieldsSearched);
    case 'SearchNot':
      return fieldsSearched(expr.term);
    case 'SearchComparison':
    case 'SearchIn':
      return [expr.field.name];
    case 'SearchKeyword':
    case 'SearchTerm':
    case 'SearchCase':
    case 'SearchSubsearch':
    case 'SearchEverything':
      return [];
    default:
      return assertNever(expr);
  }
}
