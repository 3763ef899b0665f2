import { assertNever } from '../../shared/problem.ts';
import type { Formula, Test } from './formula.ts';

/**
 * Tests of which a row passes at least one where it meets the formula, chosen so that few rows do; undefined for a
 * formula that any row may meet.
 *
 * @param costOf how many rows pass a test, as far as that can be guessed
 */
export function triggersOf(formula: Formula, costOf: (test: Test) => number): readonly Test[] | undefined {
  return cheapest(formula, costOf)?.tests;
}

interface Choice {
  readonly tests: readonly Test[];
  readonly cost: number;
}

function cheapest(formula: Formula, costOf: (test: Test) => number): Choice | undefined {
  switch (formula.kind) {
    case 'anything':
      return undefined;
    case 'test':
      return { tests: [formula.test], cost: costOf(formula.test) };
    case 'all':
      return formula.parts
        .map((part) => cheapest(part, costOf))
        .reduce((best, one) => (best === undefined || (one !== undefined && one.cost < best.cost) ? one : best));
    case 'any': {
      const choices = formula.parts.map((part) => cheapest(part, costOf));
      const known = choices.filter((one) => one !== undefined);
      if (known.length < choices.length) return undefined;
      return { tests: known.flatMap(({ tests }) => tests), cost: known.reduce((sum, { cost }) => sum + cost, 0) };
    }
    default:
      return assertNever(formula);
  }
}
