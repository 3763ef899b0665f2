import type { Value } from '../../language/index.ts';
import { assertNever } from '../../shared/problem.ts';
import { type FieldTests, type Memory, type NumberedTest, openFieldTests } from './field-tests.ts';
import type { Formula, Test } from './formula.ts';
import { triggersOf } from './triggers.ts';

/**
 * Many formulas, asked about one row at once: the row is shown value by value, and each value is tested once for all
 * formulas. What that costs does not grow with their number, but with those that the row comes near to.
 */
export interface MatchIndex {
  /** The fields whose values are tested: others need not be shown. */
  readonly fields: ReadonlySet<string>;
  /** Shows a value of the next row. */
  see(field: string, value: Value): void;
  /**
   * The numbers of the formulas that the row may meet, in ascending order, once all of its values were shown. `raw` is
   * asked for only where a formula depends on it, and need not be shown.
   */
  matches(raw: () => string): readonly number[];
}

/** A field that is long, and rarely needed. */
const RAW = '_raw';

/** Numbered formulas. */
type Node =
  | { readonly kind: 'test'; readonly number: number; readonly isRaw: boolean }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Node[] };

export function openMatchIndex(formulas: readonly Formula[], memory: Memory): MatchIndex {
  const tests = numberTests(formulas);
  const fields = fieldTests(tests, memory);
  const numbers = new Map(tests.map((one) => [keyOf(one), one.number]));
  const nodes = formulas.map((formula) => nodeOf(formula, numbers));
  const { always, triggered } = arrangeTriggers(formulas, tests, numbers);
  const isRawNeeded = tests.some(({ field, number }) => field === RAW && (triggered[number]?.length ?? 0) > 0);
  /** The row in which each test was passed last, and each formula asked about. */
  const passedIn = new Uint32Array(tests.length);
  const askedIn = new Uint32Array(formulas.length);
  let row = 1;
  let isRawSeen = false;
  const near: number[] = [];

  function pass(numbers: readonly number[]): void {
    for (const number of numbers) {
      if (passedIn[number] === row) continue;
      passedIn[number] = row;
      for (const formula of triggered[number] ?? []) {
        if (askedIn[formula] === row) continue;
        askedIn[formula] = row;
        near.push(formula);
      }
    }
  }

  function see(field: string, value: Value): void {
    const known = fields.get(field);
    if (known === undefined) return;
    if (typeof value === 'object') for (const one of value) pass(known.passed(one));
    else pass(known.passed(String(value)));
  }

  function seeRaw(text: () => string): void {
    if (isRawSeen) return;
    isRawSeen = true;
    see(RAW, text());
  }

  const holds = (node: Node, text: () => string): boolean => {
    if (node.kind === 'test') {
      if (node.isRaw) seeRaw(text);
      return passedIn[node.number] === row;
    }
    const isMet = (part: Node): boolean => holds(part, text);
    return node.kind === 'all' ? node.parts.every(isMet) : node.parts.some(isMet);
  };

  return {
    fields: new Set([...fields.keys()].filter((field) => field !== RAW)),
    see: (field, value) => {
      if (field !== RAW) see(field, value);
    },
    matches: (text) => {
      if (isRawNeeded) seeRaw(text);
      const found = [...always];
      for (const formula of near) {
        const node = nodes[formula];
        if (node !== undefined && holds(node, text)) found.push(formula);
      }
      near.length = 0;
      isRawSeen = false;
      row++;
      return found.sort((a, b) => a - b);
    },
  };
}

/** Every test of the formulas once. */
function numberTests(formulas: readonly Formula[]): readonly NumberedTest[] {
  const all = new Map<string, Test>();
  for (const formula of formulas) for (const test of testsIn(formula)) all.set(keyOf(test), test);
  return [...all.values()].map((test, number) => ({ ...test, number }));
}

function testsIn(formula: Formula): readonly Test[] {
  switch (formula.kind) {
    case 'anything':
      return [];
    case 'test':
      return [formula.test];
    case 'all':
    case 'any':
      return formula.parts.flatMap(testsIn);
    default:
      return assertNever(formula);
  }
}

function keyOf(test: Test): string {
  const what = test.kind === 'wildcard' ? test.parts : test.kind === 'present' ? '' : test.text;
  return JSON.stringify([test.kind, test.field, what]);
}

function fieldTests(tests: readonly NumberedTest[], memory: Memory): ReadonlyMap<string, FieldTests> {
  const byField = new Map<string, NumberedTest[]>();
  for (const test of tests) {
    const those = byField.get(test.field);
    if (those === undefined) byField.set(test.field, [test]);
    else those.push(test);
  }
  return new Map([...byField].map(([field, those]) => [field, openFieldTests(those, memory)]));
}

function nodeOf(formula: Formula, numbers: ReadonlyMap<string, number>): Node {
  switch (formula.kind) {
    case 'anything':
      return { kind: 'all', parts: [] };
    case 'test':
      return { kind: 'test', number: numbers.get(keyOf(formula.test)) ?? 0, isRaw: formula.test.field === RAW };
    case 'all':
    case 'any':
      return { kind: formula.kind, parts: formula.parts.map((part) => nodeOf(part, numbers)) };
    default:
      return assertNever(formula);
  }
}

/** Which formulas are asked about when: about the others, no row can meet them. */
interface Triggers {
  /** Formulas that any row meets. */
  readonly always: readonly number[];
  /** By the number of a test, the formulas to ask about when a row passes it. */
  readonly triggered: readonly (readonly number[])[];
}

function arrangeTriggers(
  formulas: readonly Formula[],
  tests: readonly NumberedTest[],
  numbers: ReadonlyMap<string, number>,
): Triggers {
  const uses = new Map<string, number>();
  for (const key of formulas.flatMap((formula) => testsIn(formula).map(keyOf))) uses.set(key, (uses.get(key) ?? 0) + 1);
  // A value that many detections ask for is the name of a source, and many events have it.
  const costOf = (test: Test): number => {
    if (test.field === RAW) return RAW_COST;
    return test.kind === 'present' ? PRESENT_COST : (uses.get(keyOf(test)) ?? 1);
  };
  const triggered: number[][] = tests.map(() => []);
  const always: number[] = [];
  for (const [formula, one] of formulas.entries()) {
    const triggers = triggersOf(one, costOf);
    if (triggers === undefined) always.push(formula);
    for (const test of triggers ?? []) triggered[numbers.get(keyOf(test)) ?? 0]?.push(formula);
  }
  return { always, triggered };
}

const RAW_COST = 10_000;

const PRESENT_COST = 100_000;
