import type { Span } from '../../shared/span.ts';
import type { CompiledRegex } from './compile.ts';

/** A match. Offsets are UTF-16 code units of the text, half-open. */
export interface RegexMatch {
  readonly start: number;
  readonly end: number;
  /** What group n matched is at n - 1; undefined for a group that took no part. */
  readonly groups: readonly (string | undefined)[];
}

/** A pattern ready to be run in JavaScript. */
export interface RegexMatcher {
  /** Whether the pattern is found anywhere in the text. */
  test(text: string): boolean;
  /** The first match, or undefined. */
  match(text: string): RegexMatch | undefined;
  /** Matches from left to right without overlap, at most `limit` of them. */
  matches(text: string, limit?: number): RegexMatch[];
  /** Where the groups lay in these matches; undefined for a group that took no part. */
  places(text: string, limit?: number): (readonly (Span | undefined)[])[];
  /**
   * The text with each match, or the first `limit` of them but for `skipped` ones at the start, replaced. In the replacement `\1` to `\9` stand for what
   * the groups matched, `\0` for the whole match, nothing for a group that took no part or does not exist; `\\` is a
   * backslash, any other backslash stays.
   * Source: Splunk Search Reference, replace.
   */
  replace(text: string, replacement: string, limit?: number, skipped?: number): string;
}

/**
 * Makes the RegExp of a compiled pattern. It has no bound on its time: see `CompiledRegex.exponential`, and run it
 * where it can be stopped.
 * @returns undefined where the pattern has no translation for JavaScript
 */
export function regexMatcher(compiled: CompiledRegex): RegexMatcher | undefined {
  if (compiled.javaScript === undefined) return undefined;
  const { source, flags } = compiled.javaScript;
  const expression = new RegExp(source, `${flags}g`);
  let indexed: RegExp | undefined;
  const [matchOf, placesOf] = [matchReader(compiled), placesReader(compiled)];
  const matches = (text: string, limit?: number) => foundIn(expression, text, limit).map(matchOf);
  return {
    test: (text) => search(expression, text, 0) !== undefined,
    match: (text) => matches(text, 1)[0],
    matches,
    places: (text, limit) => {
      indexed ??= new RegExp(source, flags.includes('d') ? `${flags}g` : `${flags}dg`);
      return foundIn(indexed, text, limit).map(placesOf);
    },
    replace: (text, replacement, limit, skipped = 0) =>
      replaced(text, matches(text, limit).slice(skipped), replacement),
  };
}

/** Matches from left to right. */
function foundIn(expression: RegExp, text: string, limit = Number.POSITIVE_INFINITY): RegExpExecArray[] {
  const all: RegExpExecArray[] = [];
  let found = limit > 0 ? search(expression, text, 0) : undefined;
  while (found !== undefined) {
    all.push(found);
    const end = found.index + found[0].length;
    found = all.length < limit ? search(expression, text, found[0] === '' ? behind(text, end) : end) : undefined;
  }
  return all;
}

/** The first match from an offset on. V8 also finds empty matches between the halves of a character: those are none. */
function search(expression: RegExp, text: string, from: number): RegExpExecArray | undefined {
  expression.lastIndex = from;
  for (let found = expression.exec(text); found !== null; found = expression.exec(text)) {
    if (found.index === 0 || behind(text, found.index - 1) !== found.index + 1) return found;
    expression.lastIndex = found.index + 1;
  }
  return undefined;
}

/** The offset behind the character that starts at an offset. */
function behind(text: string, offset: number): number {
  return offset + ((text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1);
}

/** The groups of JavaScript that stand for each group of PCRE. */
function candidatesOf({ javaScript, groups }: CompiledRegex): readonly (readonly number[])[] {
  return groups.map(({ index }) => javaScript?.groupIndex[index] ?? []);
}

/** Reads PCRE's view of a match out of JavaScript's. */
function matchReader(compiled: CompiledRegex): (found: RegExpExecArray) => RegexMatch {
  const keeps = compiled.javaScript?.keeps ?? [];
  const places = candidatesOf(compiled);
  return (found) => ({
    start: keeps.reduce((start, keep) => found.indices?.[keep]?.[0] ?? start, found.index),
    end: found.index + found[0].length,
    groups: places.map((candidates) => {
      const taken = candidates.find((candidate) => found[candidate] !== undefined);
      return taken === undefined ? undefined : found[taken];
    }),
  });
}

/** Reads where the groups lay. */
function placesReader(compiled: CompiledRegex): (found: RegExpExecArray) => readonly (Span | undefined)[] {
  const groups = candidatesOf(compiled);
  return ({ indices }) =>
    groups.map((candidates) => {
      const [taken] = candidates.flatMap((candidate) => (indices?.[candidate] === undefined ? [] : [candidate]));
      const place = taken === undefined ? undefined : indices?.[taken];
      return place === undefined ? undefined : { start: place[0], end: place[1] };
    });
}

function replaced(text: string, matches: readonly RegexMatch[], replacement: string): string {
  let result = '';
  let last = 0;
  for (const match of matches) {
    result += text.slice(last, match.start) + expand(replacement, text, match);
    last = match.end;
  }
  return result + text.slice(last);
}

function expand(replacement: string, text: string, { start, end, groups }: RegexMatch): string {
  return replacement.replace(/\\([0-9\\])/g, (_, mark: string) => {
    if (mark === '\\') return '\\';
    return mark === '0' ? text.slice(start, end) : (groups[Number(mark) - 1] ?? '');
  });
}
