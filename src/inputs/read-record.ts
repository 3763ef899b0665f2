import { isDeep } from './json/read-json.ts';
import type { LogRecord } from './record.ts';
import { parseEvent } from './xml/parse-event.ts';

/** The record that a text is, which stood in another record. Whatever is neither JSON nor an `<Event>` is text, and so
 * is JSON that is nested too deep. */
export function readRecord(text: string, offset: number): LogRecord {
  const base = { offset, isCut: false };
  const trimmed = text.trim();
  if (trimmed.startsWith('{') && !isDeep(trimmed)) {
    const value = parseObject(trimmed);
    if (value !== undefined) return { ...base, kind: 'json', text: trimmed, value };
  }
  const opening = trimmed.search(/<Event[\s>]/);
  if (opening !== -1) {
    const parsed = parseEvent(trimmed.slice(opening), false);
    if ('event' in parsed) return { ...base, kind: 'windows-event', ...parsed };
  }
  return { ...base, kind: 'text', text };
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
