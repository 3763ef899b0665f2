import type { Condition, Conditions } from './condition.ts';
import { type KnownTests, openTriggers, type Triggers } from './triggers.ts';

/** Rows that have the same to say about what they are: their source, the code of the event. */
export interface RowKind extends Pick<Triggers, 'triggered'> {
  /** The places of conditions to ask about whatever tests else a row passes, but for those that any row meets. */
  readonly near: readonly number[];
  /** The fields to look at. */
  readonly looked: readonly number[];
}

/** Kinds of rows, each with the conditions that its rows may meet: the others are not thought of again. */
export interface RowKinds {
  /** The fields that tell the kind. */
  readonly keys: readonly number[];
  /** The places of conditions that any row meets. */
  readonly always: readonly number[];
  /** @param passed the tests of those fields that the row passes */
  of(passed: readonly number[]): RowKind;
}

/** With fewer fields than these all can be looked at. */
const MANY_FIELDS = 24;

/** Fields that most conditions test. */
const KEYS = 6;

/** Kinds that are remembered; what they need grows with the number of conditions. Rows of further kinds are any rows. */
const KINDS = 500;

/** @param conditions distinct ones; their places are those that kinds name */
export function openRowKinds(conditions: readonly Condition[], { tests, fields }: Conditions): RowKinds {
  const triggersFor = openTriggers(conditions, tests.length);
  const places = new Map(fields.map((name, field) => [name, field]));
  const fieldsOf = tests.map(({ field }) => places.get(field) ?? 0);
  const keys = fields.length < MANY_FIELDS ? [] : keyFields(conditions, fields.length);
  const isKey = new Set(keys);
  const unknown = triggersFor(() => undefined);
  const isAlways = new Set(unknown.always);
  const kindWith = ({ always, triggered }: Triggers): RowKind => {
    const looked = new Set([...triggered.keys()].map((test) => fieldsOf[test] ?? 0));
    return {
      near: always.filter((place) => !isAlways.has(place)),
      looked: [...looked].filter((field) => !isKey.has(field)),
      triggered,
    };
  };
  /** Rows of which nothing is known. */
  const any = kindWith(unknown);
  const first: Step = { next: new Map(), kind: undefined };
  let room = KINDS;
  return {
    keys,
    always: unknown.always,
    of: (passed) => {
      if (keys.length === 0) return any;
      const step = stepTo(first, passed, room > 0);
      if (step === undefined) return any;
      if (step.kind === undefined) {
        room--;
        const passes = new Set(passed);
        const known: KnownTests = (test) => (isKey.has(test.field) ? passes.has(test.testNumber) : undefined);
        step.kind = kindWith(triggersFor(known));
      }
      return step.kind;
    },
  };
}

/** On the way to a kind, test by test: the tests that a row passes come in an order that hardly differs. */
interface Step {
  readonly next: Map<number, Step>;
  kind: RowKind | undefined;
}

/** The step behind these tests; undefined where there is no kind and none may be added. */
function stepTo(first: Step, passed: readonly number[], mayGrow: boolean): Step | undefined {
  let step = first;
  for (const test of passed) {
    let next = step.next.get(test);
    if (next === undefined) {
      if (!mayGrow) return undefined;
      next = { next: new Map(), kind: undefined };
      step.next.set(test, next);
    }
    step = next;
  }
  return step.kind === undefined && !mayGrow ? undefined : step;
}

/** The fields that the most conditions test, but for those that cost something. */
function keyFields(conditions: readonly Condition[], fields: number): readonly number[] {
  const uses = new Uint32Array(fields);
  for (const condition of conditions) {
    for (const field of new Set(cheapFieldsOf(condition))) uses[field] = (uses[field] ?? 0) + 1;
  }
  const used = [...uses.keys()].filter((field) => (uses[field] ?? 0) > 0);
  return used.sort((a, b) => (uses[b] ?? 0) - (uses[a] ?? 0)).slice(0, KEYS);
}

function cheapFieldsOf(condition: Condition): readonly number[] {
  if (condition.kind === 'test') return condition.isCostly ? [] : [condition.field];
  return condition.parts.flatMap(cheapFieldsOf);
}
