import type { Value } from '../../language/index.ts';
import { type Condition, type Conditions, conditionsOf } from './condition.ts';
import { type FieldTests, type NumberedTest, openFieldTests } from './field-tests.ts';
import type { Formula, Test } from './formula.ts';
import { arrangeTriggers, type Triggers } from './triggers.ts';
import type { ValueMemory } from './value-memory.ts';

/** The value of a field of a row; undefined where it has none. */
export type FieldReader = (field: string) => Value | undefined;

/**
 * Many formulas, asked about one row at once: each value is tested once for all formulas. What that costs does not grow
 * with their number, but with those that the row comes near to.
 */
export interface MatchIndex {
  /** The fields that may be asked for. */
  readonly fields: ReadonlySet<string>;
  /** The numbers of the formulas, those that are equal in one group. */
  readonly groups: readonly (readonly number[])[];
  /** The numbers of the groups that any row may meet. */
  readonly always: readonly number[];
  /**
   * The numbers of the other groups that the row may meet, in ascending order. A field is asked for once at most, and
   * only where something depends on it: one that costs something hardly ever is.
   */
  matches(read: FieldReader): readonly number[];
}

/** Values of fields, and the numbers of the tests that they pass. */
export type TestMemory = ValueMemory<readonly number[]>;

export function openMatchIndex(formulas: readonly Formula[], memory: TestMemory): MatchIndex {
  const conditions = conditionsOf(formulas);
  const { roots, groups } = grouped(conditions.roots);
  const triggers = arrangeTriggers(roots, conditions.tests.length);
  const rows = openRows(conditions, roots, triggers, memory);
  return { fields: new Set(conditions.fields), groups, always: triggers.always, matches: rows };
}

/** The distinct ones, and the places at which each stands. */
function grouped(all: readonly Condition[]): {
  readonly roots: readonly Condition[];
  readonly groups: readonly (readonly number[])[];
} {
  const places = new Map<Condition, number[]>();
  for (const [place, one] of all.entries()) {
    const before = places.get(one);
    if (before === undefined) places.set(one, [place]);
    else before.push(place);
  }
  return { roots: [...places.keys()], groups: [...places.values()] };
}

function openRows(
  { tests, fields }: Conditions,
  roots: readonly Condition[],
  { triggered }: Triggers,
  memory: TestMemory,
): MatchIndex['matches'] {
  const testsOf = fieldTests(tests, fields, memory);
  const triggering = new Set(tests.flatMap(({ field }, number) => (triggered[number]?.length === 0 ? [] : [field])));
  const looked = [...fields.keys()].filter((field) => triggering.has(fields[field] ?? ''));
  /** The row in which each test was passed, each field read, and each root found to be near last. */
  const passedIn = new Float64Array(tests.length);
  const readIn = new Float64Array(fields.length);
  const nearIn = new Float64Array(roots.length);
  let near: number[] = [];
  let row = 0;

  function pass(passed: readonly number[]): void {
    for (let index = 0; index < passed.length; index++) {
      const number = passed[index] ?? 0;
      if (passedIn[number] === row) continue;
      passedIn[number] = row;
      const roots = triggered[number] ?? [];
      for (let at = 0; at < roots.length; at++) {
        const root = roots[at] ?? 0;
        if (nearIn[root] === row) continue;
        nearIn[root] = row;
        near.push(root);
      }
    }
  }

  function look(field: number, read: FieldReader): void {
    readIn[field] = row;
    const value = read(fields[field] ?? '');
    const one = testsOf[field];
    if (value === undefined || one === undefined) return;
    if (typeof value === 'object') for (const item of value) pass(one.passed(item));
    else pass(one.passed(String(value)));
  }

  function holds(condition: Condition, read: FieldReader): boolean {
    if (condition.kind === 'test') {
      if (readIn[condition.field] !== row) look(condition.field, read);
      return passedIn[condition.testNumber] === row;
    }
    const isAny = condition.kind === 'any';
    for (const part of condition.parts) if (holds(part, read) === isAny) return isAny;
    return !isAny;
  }

  function meets(root: number, read: FieldReader): boolean {
    const condition = roots[root];
    return condition !== undefined && holds(condition, read);
  }

  return (read) => {
    row++;
    near = [];
    for (let index = 0; index < looked.length; index++) look(looked[index] ?? 0, read);
    if (near.length === 0) return near;
    return near.filter((root) => meets(root, read)).sort((a, b) => a - b);
  };
}

function fieldTests(tests: readonly Test[], fields: readonly string[], memory: TestMemory): readonly FieldTests[] {
  const byField = new Map<string, NumberedTest[]>(fields.map((name) => [name, []]));
  for (const [number, test] of tests.entries()) byField.get(test.field)?.push({ ...test, number });
  return [...byField.values()].map((those) => openFieldTests(those, memory.open()));
}
