/** The characters that Splunk counts as punctuation, beside the blank and the tab. */
const INTERESTING = new Set(',;-#$%&+./:=?@\\\'|*"(){}<>[]^!');

/** Splunk keeps this many. */
const LENGTH = 30;

/**
 * The `punct` of an event: the punctuation of its first line, a blank as `_` and a tab as `t`. Empty where there is none.
 * Source: Splunk Knowledge Manager Manual, "Classify and group similar events".
 */
export function punctOf(raw: string): string {
  let punct = '';
  for (let at = 0; at < raw.length && punct.length < LENGTH; at++) {
    const character = raw.charAt(at);
    if (character === '\n' || character === '\r') break;
    if (character === ' ') punct += '_';
    else if (character === '\t') punct += 't';
    else if (INTERESTING.has(character)) punct += character;
  }
  return punct;
}

/** The `linecount` of an event, from 1. */
export function lineCountOf(raw: string): number {
  let lines = 1;
  for (let at = raw.indexOf('\n'); at !== -1; at = raw.indexOf('\n', at + 1)) lines++;
  return lines;
}
