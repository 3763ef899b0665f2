import { byCodePoint } from '../plan/schema.ts';
import { entropy } from './entropy.ts';

/** Fields of a result with their values as texts. */
export type FieldTexts = ReadonlyMap<string, readonly string[]>;

export interface AssociationOptions {
  /** A value counts as a reference from so many results on, and from this share of all of them on. */
  readonly minimumCount: number;
  readonly minimumShare: number;
  /** By how many bits the entropy must be less. */
  readonly minimumGain: number;
}

/** That one value of a field tells much about another field. Entropies in bits. */
export interface Association {
  readonly field: string;
  readonly value: string;
  readonly target: string;
  readonly before: number;
  readonly after: number;
  /** Share of the results that have the value. */
  readonly support: number;
  /** The value that the target mostly has then, and its share without and with the reference. */
  readonly top: { readonly value: string; readonly before: number; readonly after: number };
}

type Counts = Map<string, number>;

/** The first pass over results: how often each value of each field occurs. */
export interface ValueCounter {
  add(fields: FieldTexts): void;
  readonly total: number;
  readonly counts: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** @param limit values of a field; those that appear later are not counted */
export function valueCounter(limit: number): ValueCounter {
  const counts = new Map<string, Counts>();
  let total = 0;
  return {
    add: (fields) => {
      total++;
      for (const [field, values] of fields) {
        const known = counts.get(field) ?? new Map<string, number>();
        counts.set(field, known);
        for (const value of values) if (known.has(value) || known.size < limit) increment(known, value);
      }
    },
    get total() {
      return total;
    },
    counts,
  };
}

/** The second pass over results: how the values of other fields are spread where a field has a frequent value. */
export interface AssociationFinder {
  /** False when there are more combinations than can be counted: nothing more is. */
  add(fields: FieldTexts): boolean;
  /** By field, value and target, in alphabetical order. */
  found(): readonly Association[];
}

/** @param limit combinations of a reference with a value of a target */
export function associationFinder(
  { counts, total }: ValueCounter,
  options: AssociationOptions,
  limit: number,
): AssociationFinder {
  const references = new Map<string, Map<string, Map<string, Counts>>>();
  for (const [field, values] of counts) {
    const frequent = [...values].filter(
      ([, count]) => count >= options.minimumCount && count >= options.minimumShare * total,
    );
    if (frequent.length > 0) references.set(field, new Map(frequent.map(([value]) => [value, new Map()])));
  }
  let cells = 0;
  const count = (joint: Map<string, Counts>, target: string, value: string): void => {
    if (!counts.get(target)?.has(value)) return;
    const known = joint.get(target) ?? new Map<string, number>();
    joint.set(target, known);
    if (!known.has(value)) cells++;
    increment(known, value);
  };
  return {
    add: (fields) => {
      for (const [field, values] of fields) {
        for (const value of values) {
          const joint = references.get(field)?.get(value);
          if (joint === undefined) continue;
          for (const [target, others] of fields) {
            if (target !== field) for (const other of others) count(joint, target, other);
          }
        }
      }
      return cells <= limit;
    },
    found: () =>
      sortedEntries(references).flatMap(([field, values]) =>
        sortedEntries(values).flatMap(([value, targets]) =>
          sortedEntries(targets).flatMap(([target, joint]) => {
            const all = counts.get(target) ?? new Map<string, number>();
            const [before, after] = [entropy(all.values()), entropy(joint.values())];
            if (before - after < options.minimumGain) return [];
            const support = (counts.get(field)?.get(value) ?? 0) / total;
            return [{ field, value, target, before, after, support, top: topValue(all, joint) }];
          }),
        ),
      ),
  };
}

function increment(counts: Counts, value: string): void {
  counts.set(value, (counts.get(value) ?? 0) + 1);
}

function topValue(all: ReadonlyMap<string, number>, joint: Counts): Association['top'] {
  const [value = '', count = 0] =
    sortedEntries(joint).reduce<readonly [string, number] | undefined>(
      (best, one) => (best === undefined || one[1] > best[1] ? one : best),
      undefined,
    ) ?? [];
  return { value, before: (all.get(value) ?? 0) / sum(all), after: count / sum(joint) };
}

function sum(counts: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const count of counts.values()) total += count;
  return total;
}

function sortedEntries<T>(map: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
  return [...map].sort(([a], [b]) => byCodePoint(a, b));
}
