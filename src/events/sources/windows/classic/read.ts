/** A Windows event as the event log input of a forwarder writes it without XML. */
export interface ClassicEvent {
  /** The line that it begins with: local time. Absent where an export left it out. */
  readonly time: string | undefined;
  /** The `Key=Value` lines, in order, but for the message. */
  readonly keys: readonly (readonly [key: string, value: string])[];
  /** All that follows `Message=`, with line breaks of one character. */
  readonly message: string | undefined;
}

/** A date of any form, then lines of `Key=Value`, LogName among the first. */
const HEAD = /^(?:[^\r\n=]{1,64}\r?\n)?(?:[A-Za-z]\w{0,63}=[^\r\n]*\r?\n){0,12}?LogName=/;
const KEY_VALUE = /^([A-Za-z]\w{0,63})=(.*)$/;

/** Whether a text is such an event. */
export function isClassic(text: string): boolean {
  return HEAD.test(text);
}

/** Reads such an event; what stands between its keys and is none of them is left to `_raw`. */
export function readClassic(text: string): ClassicEvent {
  const keys: [string, string][] = [];
  let time: string | undefined;
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(at, end).trimEnd();
    const [, key, value = ''] = KEY_VALUE.exec(line) ?? [];
    if (key === 'Message') return { time, keys, message: messageOf(text, at + 'Message='.length) };
    if (key !== undefined) keys.push([key, value]);
    else if (at === 0) time = line;
    at = end + 1;
  }
  return { time, keys, message: undefined };
}

function messageOf(text: string, from: number): string {
  return text.slice(from).replaceAll('\r\n', '\n').trimEnd();
}
