import { assertNever } from '../../shared/problem.ts';
import type { Formula, Test } from './formula.ts';

/** A part of one formula or of several: what they have in common stands once. */
export type Condition = ConditionOfParts | TestCondition;

interface ConditionOfParts {
  readonly kind: 'all' | 'any';
  readonly number: number;
  /** Those that cost little first. */
  readonly parts: readonly Condition[];
  readonly isCostly: boolean;
}

/** A test of one field, as a condition. */
export interface TestCondition {
  readonly kind: 'test';
  readonly number: number;
  readonly test: Test;
  /** The number of the test, and that of its field. */
  readonly testNumber: number;
  readonly field: number;
  readonly isCostly: boolean;
}

/** Formulas as conditions, with their tests and fields numbered. */
export interface Conditions {
  /** The condition of each formula; equal formulas have the same one. */
  readonly roots: readonly Condition[];
  readonly tests: readonly Test[];
  /** Names of fields. */
  readonly fields: readonly string[];
}

/** Fields that are worked out when they are asked for: the text of the event, and pieces of it. */
const COSTLY: ReadonlySet<string> = new Set([
  '_raw',
  'EventData_Xml',
  'System_Props_Xml',
  'RenderingInfo_Xml',
  'punct',
  'linecount',
]);

/** What formulas have in common is found by what it says, not by its order. */
export function conditionsOf(formulas: readonly Formula[]): Conditions {
  const numbering = { tests: new Numbers<Test>(), fields: new Numbers<string>(), known: new Map<string, Condition>() };
  const roots = formulas.map((one) => conditionOf(one, numbering));
  return { roots, tests: numbering.tests.all, fields: numbering.fields.all };
}

interface Numbering {
  readonly tests: Numbers<Test>;
  readonly fields: Numbers<string>;
  readonly known: Map<string, Condition>;
}

function conditionOf(formula: Formula, numbering: Numbering): Condition {
  switch (formula.kind) {
    case 'anything':
      return ofParts('all', [], numbering);
    case 'test':
      return testCondition(formula.test, numbering);
    case 'all':
    case 'any':
      return ofParts(
        formula.kind,
        formula.parts.map((part) => conditionOf(part, numbering)),
        numbering,
      );
    default:
      return assertNever(formula);
  }
}

function testCondition(test: Test, { tests, fields, known }: Numbering): Condition {
  const testNumber = tests.of(keyOf(test), test);
  return once(known, `test ${testNumber}`, (number) => ({
    kind: 'test',
    number,
    test,
    testNumber,
    field: fields.of(test.field, test.field),
    isCostly: COSTLY.has(test.field),
  }));
}

function ofParts(kind: 'all' | 'any', given: readonly Condition[], { known }: Numbering): Condition {
  const parts = [...new Set(given)].sort((a, b) => Number(a.isCostly) - Number(b.isCostly) || a.number - b.number);
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const key = `${kind} ${parts.map(({ number }) => number).join()}`;
  return once(known, key, (number) => ({ kind, number, parts, isCostly: parts.some(({ isCostly }) => isCostly) }));
}

function once(known: Map<string, Condition>, key: string, make: (number: number) => Condition): Condition {
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = make(known.size);
  known.set(key, made);
  return made;
}

/** Gives things of the same key the same number, from 0. */
class Numbers<T> {
  readonly all: T[] = [];
  readonly #numbers = new Map<string, number>();

  of(key: string, value: T): number {
    const before = this.#numbers.get(key);
    if (before !== undefined) return before;
    const number = this.all.push(value) - 1;
    this.#numbers.set(key, number);
    return number;
  }
}

function keyOf(test: Test): string {
  switch (test.kind) {
    case 'present':
      return `present\n${test.field}`;
    case 'wildcard':
      return `wildcard\n${test.field}\n${test.parts.join('*')}`;
    case 'equals':
    case 'contains':
      return `${test.kind}\n${test.field}\n${test.text}`;
    default:
      return assertNever(test);
  }
}
