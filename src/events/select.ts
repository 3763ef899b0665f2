import type { FieldValue, LogEvent } from './event.ts';

/** Takes those of some fields that an event has, in the order in which the event has them. */
export type FieldSelector = (fields: LogEvent['fields'], take: (name: string, value: FieldValue) => void) => void;

/**
 * Opens the way to some fields of many events. No other field is read, nor worked out where that was put off until
 * somebody asks for it.
 */
export function selectFields(names: ReadonlySet<string>): FieldSelector {
  return (fields, take) => {
    for (const name of fields.keys()) {
      const value = names.has(name) ? fields.get(name) : undefined;
      if (value !== undefined) take(name, value);
    }
  };
}
