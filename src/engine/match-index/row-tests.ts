import type { Value } from '../../language/index.ts';
import type { Condition, Conditions } from './condition.ts';
import { type FieldTests, type NumberedTest, openFieldTests } from './field-tests.ts';
import type { ValueMemory } from './value-memory.ts';

/** The value of a field of a row; undefined where it has none. */
export type FieldReader = (field: string) => Value | undefined;

/** Values of fields, and the numbers of the tests that they pass. */
export type TestMemory = ValueMemory<readonly number[]>;

/** What is known about one row at a time. A field is read when it is looked at, once. */
export class RowTests {
  readonly #fields: readonly string[];
  readonly #tests: readonly FieldTests[];
  /** The row in which each test was passed, and each field read last: nothing is cleared between rows. */
  readonly #passedIn: Float64Array;
  readonly #readIn: Float64Array;
  /** The last value of each field and what it passes: events come in groups that have much in common. */
  readonly #lastValue: (Value | undefined)[];
  readonly #lastPassed: (readonly number[])[];
  #row = 0;
  #read: FieldReader = () => undefined;
  #passed: number[] = [];

  constructor({ tests, fields }: Conditions, memory: TestMemory) {
    const byField = new Map<string, NumberedTest[]>(fields.map((name) => [name, []]));
    for (const [number, test] of tests.entries()) byField.get(test.field)?.push({ ...test, number });
    this.#fields = fields;
    this.#tests = [...byField.values()].map((those) => openFieldTests(those, memory.open()));
    this.#passedIn = new Float64Array(tests.length);
    this.#readIn = new Float64Array(fields.length);
    this.#lastValue = fields.map(() => undefined);
    this.#lastPassed = fields.map(() => []);
  }

  /** Goes on to the next row. */
  next(read: FieldReader): void {
    this.#row++;
    this.#read = read;
    this.#passed = [];
  }

  /** The tests that the row passes, each once, of those fields that were looked at, in their order. */
  get passed(): readonly number[] {
    return this.#passed;
  }

  /** Reads a field and tests its values. */
  look(field: number): void {
    if (this.#readIn[field] === this.#row) return;
    this.#readIn[field] = this.#row;
    const value = this.#read(this.#fields[field] ?? '');
    if (value === undefined) return;
    if (value !== this.#lastValue[field]) {
      this.#lastValue[field] = value;
      this.#lastPassed[field] = passedBy(value, this.#tests[field]);
    }
    this.#pass(this.#lastPassed[field] ?? []);
  }

  /** Looks at the fields on which it depends whether the condition is met. */
  meets(condition: Condition): boolean {
    if (condition.kind === 'test') {
      this.look(condition.field);
      return this.#passedIn[condition.testNumber] === this.#row;
    }
    const isAny = condition.kind === 'any';
    for (const part of condition.parts) if (this.meets(part) === isAny) return isAny;
    return !isAny;
  }

  #pass(tests: readonly number[]): void {
    for (let index = 0; index < tests.length; index++) {
      const test = tests[index] ?? 0;
      if (this.#passedIn[test] === this.#row) continue;
      this.#passedIn[test] = this.#row;
      this.#passed.push(test);
    }
  }
}

function passedBy(value: Value, tests: FieldTests | undefined): readonly number[] {
  if (tests === undefined) return [];
  return typeof value === 'object' ? value.flatMap((one) => tests.passed(one)) : tests.passed(String(value));
}
