import { createNormaliser, type LogEvent, type NormaliseOptions } from '../../src/events/index.ts';
import type { LogRecord, TableHeader } from '../../src/inputs/index.ts';

/** The event that one line of a log makes: JSON where it begins with a brace, else text. */
export function eventOf(text: string, options: NormaliseOptions = {}, header?: TableHeader): LogEvent {
  return createNormaliser(options)(recordOf(text, header), 'example.log');
}

function recordOf(text: string, header?: TableHeader): LogRecord {
  const base = { text, offset: 0, isCut: false };
  if (text.startsWith('{')) return { ...base, kind: 'json', value: JSON.parse(text) };
  return { ...base, kind: 'text', ...(header !== undefined && { header }) };
}
