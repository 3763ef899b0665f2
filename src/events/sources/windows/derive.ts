import type { FieldValue } from '../../event.ts';
import type { EventFields } from '../../fields.ts';

/** Where a field's value comes from: the name of another field, or a function of the event's fields. */
export type Origin = string | ((fields: EventFields) => FieldValue | undefined);

/** Fields that an add-on adds. All read the event as it was extracted, none sees another's result. */
export type Derivation = readonly (readonly [field: string, origin: Origin])[];

/** Adds fields to an event; a field whose origin is absent stays as it is. */
export function derive(fields: EventFields, derivation: Derivation): void {
  for (const [field, origin] of derivation) {
    fields.set(field, typeof origin === 'string' ? fields.get(origin) : origin(fields));
  }
}

/** A value that does not depend on the event. */
export function constant(value: string): Origin {
  return () => value;
}

/** The last part of a path: what follows the last backslash. */
export function lastPartOf(field: string): Origin {
  return (fields) => lastPart(fields.text(field));
}

/** The first of several fields that has a value which is not a lone hyphen. */
export function firstKnown(...names: readonly string[]): Origin {
  return (fields) => {
    for (const name of names) {
      const value = fields.get(name);
      if (value !== undefined && value !== '-') return value;
    }
    return undefined;
  };
}

/** What follows the last backslash of a path; all of it without one. */
export function lastPart(path: string | undefined): string | undefined {
  return path?.slice(path.lastIndexOf('\\') + 1);
}
