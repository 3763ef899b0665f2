import type { LogRecord } from '../../inputs/index.ts';

/** Whether a record is a JSON object with all of these keys. */
export function hasKeys(record: LogRecord, ...keys: readonly string[]): boolean {
  return record.kind === 'json' && keys.every((key) => Object.hasOwn(record.value, key));
}

/** The text under a key of a JSON object; undefined where there is none. */
export function textAt(record: LogRecord, key: string): string | undefined {
  const value = record.kind === 'json' && Object.hasOwn(record.value, key) ? record.value[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** How much of a text tells what it is. */
const HEAD = 16_384;

/**
 * Whether a record is a text whose head matches.
 *
 * @param word stands in each text that does. It is looked for natively, before a pattern that would walk over all of the
 * texts of other sources
 */
export function matches(record: LogRecord, pattern: RegExp, word = ''): boolean {
  if (record.kind !== 'text') return false;
  const head = record.text.length > HEAD ? record.text.slice(0, HEAD) : record.text;
  return head.includes(word) && pattern.test(head);
}
