import type { FieldValue, LogEvent } from '../../events/index.ts';

/** The first value of a field; undefined where it is absent, empty, or what Windows and data models write for nothing. */
export function firstText(value: FieldValue | undefined): string | undefined {
  const text = typeof value === 'string' ? value : value?.[0];
  return text === undefined || text === '' || text === '-' || text === 'unknown' ? undefined : text;
}

/**
 * A text that is at most so long. What is cut is copied, so that the whole is not kept for the sake of its start; half of
 * a pair of surrogates becomes U+FFFD.
 */
export function shortened(text: string, length: number): string {
  return text.length <= length ? text : Buffer.from(text.slice(0, length)).toString();
}

/** The channel of a Windows event, and its number. Other events have none. */
export function windowsId({ fields }: LogEvent): { readonly channel: string; readonly id: string } | undefined {
  const channel = firstText(fields.get('Channel')) ?? firstText(fields.get('LogName'));
  const id = firstText(fields.get('EventCode')) ?? firstText(fields.get('EventID'));
  return channel === undefined || id === undefined ? undefined : { channel, id };
}
