/** The characters that Splunk counts as punctuation, beside the blank and the tab. */
const INTERESTING = ',;-#$%&+./:=?@\\\'|*"(){}<>[]^!';

/** What becomes of a code unit: itself, `_` or `t`, or nothing; beyond ASCII all are nothing. */
const MARKS: readonly string[] = Array.from({ length: 0x80 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (character === ' ') return '_';
  if (character === '\t') return 't';
  return INTERESTING.includes(character) ? character : '';
});

/** Splunk keeps this many. */
const LENGTH = 30;

/**
 * The `punct` of an event: the punctuation of its first line, a blank as `_` and a tab as `t`. Empty where there is none.
 * Source: Splunk Knowledge Manager Manual, "Classify and group similar events".
 */
export function punctOf(raw: string): string {
  let punct = '';
  for (let at = 0; at < raw.length && punct.length < LENGTH; at++) {
    const code = raw.charCodeAt(at);
    if (code === 0x0a || code === 0x0d) break;
    punct += MARKS[code] ?? '';
  }
  return punct;
}

/** The `linecount` of an event, from 1. */
export function lineCountOf(raw: string): number {
  let lines = 1;
  for (let at = raw.indexOf('\n'); at !== -1; at = raw.indexOf('\n', at + 1)) lines++;
  return lines;
}
