import { assertNever } from '../../shared/problem.ts';
import type { Condition } from './condition.ts';

/** Which conditions are asked about when: about the others, no row can meet them. */
export interface Triggers {
  /** The places of conditions that any row may meet. */
  readonly always: readonly number[];
  /** By the number of a test, the places of the conditions to ask about when a row passes it. */
  readonly triggered: readonly (readonly number[])[];
}

/**
 * Chooses for each condition tests of which a row passes at least one where it meets the condition, so that few rows
 * pass one.
 *
 * @param tests how many there are
 */
export function arrangeTriggers(conditions: readonly Condition[], tests: number): Triggers {
  const choose = openChoice(countUses(conditions, tests));
  const triggered = Array.from({ length: tests }, (): number[] => []);
  const always: number[] = [];
  for (const [place, condition] of conditions.entries()) {
    const choice = choose(condition);
    if (choice === undefined) always.push(place);
    for (const test of choice?.tests ?? []) triggered[test]?.push(place);
  }
  return { always, triggered };
}

/** How many of the conditions have each test. */
function countUses(conditions: readonly Condition[], tests: number): Uint32Array {
  const uses = new Uint32Array(tests);
  for (const condition of conditions) {
    for (const test of new Set(testsIn(condition))) uses[test] = (uses[test] ?? 0) + 1;
  }
  return uses;
}

function* testsIn(condition: Condition): Generator<number> {
  if (condition.kind === 'test') yield condition.testNumber;
  else for (const part of condition.parts) yield* testsIn(part);
}

interface Choice {
  readonly tests: readonly number[];
  readonly cost: number;
}

/** Of the tests that many conditions have each is passed by many rows: it is the name of a source. */
function openChoice(uses: Uint32Array): (condition: Condition) => Choice | undefined {
  const known = new Map<number, Choice | undefined>();
  function cheapest(condition: Condition): Choice | undefined {
    if (known.has(condition.number)) return known.get(condition.number);
    const choice = choiceFor(condition);
    known.set(condition.number, choice);
    return choice;
  }
  function choiceFor(condition: Condition): Choice | undefined {
    switch (condition.kind) {
      case 'test': {
        const isPresence = condition.test.kind === 'present';
        const rows = isPresence ? PRESENCE_COST : (uses[condition.testNumber] ?? 1);
        return { tests: [condition.testNumber], cost: condition.isCostly ? rows + FIELD_COST : rows };
      }
      case 'all':
        return best(condition.parts.map(cheapest));
      case 'any':
        return together(condition.parts.map(cheapest));
      default:
        return assertNever(condition);
    }
  }
  return cheapest;
}

const FIELD_COST = 10_000;

const PRESENCE_COST = 100_000;

function best(choices: readonly (Choice | undefined)[]): Choice | undefined {
  let cheapest: Choice | undefined;
  for (const one of choices)
    if (one !== undefined && one.cost < (cheapest?.cost ?? Number.POSITIVE_INFINITY)) cheapest = one;
  return cheapest;
}

function together(choices: readonly (Choice | undefined)[]): Choice | undefined {
  const known = choices.filter((one) => one !== undefined);
  if (known.length < choices.length) return undefined;
  return {
    tests: [...new Set(known.flatMap(({ tests }) => tests))],
    cost: known.reduce((sum, { cost }) => sum + cost, 0),
  };
}
