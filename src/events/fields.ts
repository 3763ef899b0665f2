import type { FieldValue } from './event.ts';

/** A value that is worked out when somebody asks for it. It must not be empty. */
export type Deferred = () => FieldValue;

/**
 * The fields of one event under construction, and the read-only map that everyone else sees.
 * Empty values are stored by `append` alone. Values that cost more than a lookup (blocks of XML, `punct`) can be deferred.
 */
export class EventFields implements ReadonlyMap<string, FieldValue> {
  readonly #values = new Map<string, FieldValue | Deferred>();
  /** Lists that `add` made itself: they may grow. A list that was set belongs to somebody else. */
  #growing: Map<string, string[]> | undefined;

  /** Sets a field, replacing what it held; nothing happens for an absent or empty value. */
  set(name: string, value: FieldValue | undefined): void {
    if (value !== undefined && value.length > 0) this.#values.set(name, value);
  }

  /** Sets a field unless it exists already. */
  setDefault(name: string, value: FieldValue | undefined): void {
    if (!this.#values.has(name)) this.set(name, value);
  }

  /** Sets a field to what `value` gives when the field is read. */
  defer(name: string, value: Deferred): void {
    this.#values.set(name, value);
  }

  /** Adds a value to a field, which becomes multivalue with the second one; nothing happens for an empty value. */
  add(name: string, value: string): void {
    if (value !== '') this.append(name, value);
  }

  /** The same for sources in which a field can be there and empty. */
  append(name: string, value: string): void {
    const present = this.get(name);
    if (present === undefined) {
      this.#values.set(name, value);
      return;
    }
    const growing = this.#growing?.get(name);
    if (growing === present && growing !== undefined) growing.push(value);
    else this.#setGrowing(name, typeof present === 'string' ? [present, value] : [...present, value]);
  }

  delete(name: string): void {
    this.#values.delete(name);
  }

  get(name: string): FieldValue | undefined {
    const value = this.#values.get(name);
    return typeof value === 'function' ? this.#resolve(name, value) : value;
  }

  /** The value of a field as one text: the first of a multivalue field. */
  text(name: string): string | undefined {
    const value = this.get(name);
    return typeof value === 'object' ? value[0] : value;
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  get size(): number {
    return this.#values.size;
  }

  keys(): MapIterator<string> {
    return this.#values.keys();
  }

  values(): MapIterator<FieldValue> {
    return this.#resolved().values();
  }

  entries(): MapIterator<[string, FieldValue]> {
    return this.#resolved().entries();
  }

  [Symbol.iterator](): MapIterator<[string, FieldValue]> {
    return this.entries();
  }

  forEach(visit: (value: FieldValue, name: string, map: ReadonlyMap<string, FieldValue>) => void): void {
    for (const [name, value] of this.entries()) visit(value, name, this);
  }

  #setGrowing(name: string, list: string[]): void {
    this.#growing ??= new Map();
    this.#growing.set(name, list);
    this.#values.set(name, list);
  }

  #resolve(name: string, deferred: Deferred): FieldValue {
    const value = deferred();
    this.#values.set(name, value);
    return value;
  }

  #resolved(): Map<string, FieldValue> {
    for (const [name, value] of this.#values) if (typeof value === 'function') this.#resolve(name, value);
    return this.#values as Map<string, FieldValue>;
  }
}

/** What a field holds that has these values; undefined where there are none. */
export function fieldOf(values: readonly string[]): FieldValue | undefined {
  return values.length < 2 ? values[0] : values;
}
