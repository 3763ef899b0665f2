import { assertNever } from '../../shared/problem.ts';
import type { Condition, TestCondition } from './condition.ts';

/** Which conditions are asked about when: about the others, no row can meet them. */
export interface Triggers {
  /** The places of conditions that any row may meet. */
  readonly always: readonly number[];
  /** By the number of a test, the places of the conditions to ask about when a row passes it. */
  readonly triggered: ReadonlyMap<number, readonly number[]>;
}

/** Whether rows pass a test; undefined where that differs. */
export type KnownTests = (test: TestCondition) => boolean | undefined;

/**
 * Opens the choice of tests for conditions: of those of a condition a row passes at least one where it meets the
 * condition, so that few rows pass one.
 */
export function openTriggers(conditions: readonly Condition[], tests: number): (known: KnownTests) => Triggers {
  const uses = countUses(conditions, tests);
  return (known) => {
    const choose = openChoice(uses, known);
    const triggered = new Map<number, number[]>();
    const always: number[] = [];
    for (const [place, condition] of conditions.entries()) {
      const choice = choose(condition);
      if (choice === 'any row') always.push(place);
      else for (const test of choice.tests) add(triggered, test, place);
    }
    return { always, triggered };
  };
}

function add(triggered: Map<number, number[]>, test: number, place: number): void {
  const before = triggered.get(test);
  if (before === undefined) triggered.set(test, [place]);
  else before.push(place);
}

/** How many of the conditions have each test. */
function countUses(conditions: readonly Condition[], tests: number): Uint32Array {
  const uses = new Uint32Array(tests);
  const countedIn = new Uint32Array(tests);
  const count = (part: Condition, place: number): void => {
    if (part.kind !== 'test') {
      for (const one of part.parts) count(one, place);
    } else if (countedIn[part.testNumber] !== place) {
      countedIn[part.testNumber] = place;
      uses[part.testNumber] = (uses[part.testNumber] ?? 0) + 1;
    }
  };
  for (const [index, condition] of conditions.entries()) count(condition, index + 1);
  return uses;
}

/** Tests of which one must be passed; none of them: no row meets the condition. */
interface SomeRows {
  readonly tests: readonly number[];
  readonly cost: number;
}

type Choice = 'any row' | SomeRows;

const NO_ROW: SomeRows = { tests: [], cost: 0 };

/** Of the tests that many conditions have each is passed by many rows: it is the name of a source. */
function openChoice(uses: Uint32Array, known: KnownTests): (condition: Condition) => Choice {
  const choices = new Map<number, Choice>();
  const chosen = (condition: Condition): Choice => {
    const before = choices.get(condition.number);
    if (before !== undefined) return before;
    const choice = choiceFor(condition);
    choices.set(condition.number, choice);
    return choice;
  };
  function choiceFor(condition: Condition): Choice {
    switch (condition.kind) {
      case 'test': {
        const isPassed = known(condition);
        if (isPassed !== undefined) return isPassed ? 'any row' : NO_ROW;
        return { tests: [condition.testNumber], cost: costOf(condition, uses[condition.testNumber] ?? 1) };
      }
      case 'all':
        return cheapest(condition.parts, chosen);
      case 'any':
        return together(condition.parts, chosen);
      default:
        return assertNever(condition);
    }
  }
  return chosen;
}

const FIELD_COST = 10_000;

const PRESENCE_COST = 100_000;

function costOf({ test, isCostly }: TestCondition, uses: number): number {
  return (test.kind === 'present' ? PRESENCE_COST : uses) + (isCostly ? FIELD_COST : 0);
}

function cheapest(parts: readonly Condition[], chosen: (part: Condition) => Choice): Choice {
  let best: Choice = 'any row';
  for (const part of parts) {
    const choice = chosen(part);
    if (choice !== 'any row' && (best === 'any row' || choice.cost < best.cost)) best = choice;
    if (choice === NO_ROW) break;
  }
  return best;
}

function together(parts: readonly Condition[], chosen: (part: Condition) => Choice): Choice {
  const tests = new Set<number>();
  let cost = 0;
  for (const part of parts) {
    const choice = chosen(part);
    if (choice === 'any row') return choice;
    for (const test of choice.tests) tests.add(test);
    cost += choice.cost;
  }
  return tests.size === 0 ? NO_ROW : { tests: [...tests], cost };
}
