import { type Recency, recency } from './recency.ts';

/** Something that has values of fields: an open transaction. */
export interface Valued {
  /** The values of the fields so far. */
  readonly values: ReadonlyMap<string, string>;
}

/** Finds what fits an event by their values. */
export interface ValueIndex<T extends Valued> {
  /** Takes in that a value was added. */
  added(item: T, field: string, value: string): void;
  /** Takes in that an event was added, after its values. */
  used(item: T): void;
  remove(item: T): void;
  /**
   * What has a value in common, those left out that surely contradict: an event with a value of every field fits what
   * has the same ones or lacks some, and others may be many.
   */
  sharing(values: ReadonlyMap<string, string>): Iterable<T>;
  /** What has no value of any of the event's fields: of those with the same fields the one that was used last. */
  strangers(values: ReadonlyMap<string, string>): Iterable<T>;
}

/** Opens an index over the values of these fields. */
export function valueIndex<T extends Valued>(fields: readonly string[]): ValueIndex<T> {
  const byValue = new Map<string, Set<T>>();
  /** Those that have a value of every field, by all of them; the others once more by each, and by the fields. */
  const byAll = new Map<string, Set<T>>();
  const partialByValue = new Map<string, Set<T>>();
  const partialByFields = new Map<string, Recency<T>>();
  const isComplete = (values: ReadonlyMap<string, string>) => values.size === fields.length;
  const allOf = (values: ReadonlyMap<string, string>) => fields.map((field) => values.get(field)).join(DIVIDER);
  const fieldsOf = (values: ReadonlyMap<string, string>) => fields.filter((field) => values.has(field)).join(DIVIDER);

  function removePartial(item: T, without?: string): void {
    for (const [field, value] of item.values) removeFrom(partialByValue, keyOf(field, value), item);
    const before = [...item.values.keys()].filter((field) => field !== without);
    partialByFields.get(fieldsOf(new Map(before.map((field) => [field, '']))))?.delete(item);
  }

  return {
    added: (item, field, value) => {
      addTo(byValue, keyOf(field, value), item);
      removePartial(item, field);
      if (isComplete(item.values)) addTo(byAll, allOf(item.values), item);
      else for (const [name, one] of item.values) addTo(partialByValue, keyOf(name, one), item);
    },
    used: (item) => {
      if (isComplete(item.values)) return;
      const key = fieldsOf(item.values);
      const alike = partialByFields.get(key) ?? recency<T>();
      partialByFields.set(key, alike);
      alike.add(item);
    },
    remove: (item) => {
      removePartial(item);
      if (isComplete(item.values)) removeFrom(byAll, allOf(item.values), item);
      for (const [field, value] of item.values) removeFrom(byValue, keyOf(field, value), item);
    },
    sharing: (values) => {
      const index = isComplete(values) ? partialByValue : byValue;
      const found = new Set(isComplete(values) ? byAll.get(allOf(values)) : []);
      for (const [field, value] of values) for (const item of index.get(keyOf(field, value)) ?? []) found.add(item);
      return found;
    },
    strangers: (values) =>
      [...partialByFields]
        .filter(([names]) => names.split(DIVIDER).every((field) => !values.has(field)))
        .flatMap(([, alike]) => alike.last() ?? []),
  };
}

/** What no value holds. */
const DIVIDER = '\u0002';

function keyOf(field: string, value: string): string {
  return `${field}${DIVIDER}${value}`;
}

function addTo<T>(index: Map<string, Set<T>>, key: string, item: T): void {
  const known = index.get(key);
  if (known === undefined) index.set(key, new Set([item]));
  else known.add(item);
}

function removeFrom<T>(index: Map<string, Set<T>>, key: string, item: T): void {
  const known = index.get(key);
  known?.delete(item);
  if (known?.size === 0) index.delete(key);
}
