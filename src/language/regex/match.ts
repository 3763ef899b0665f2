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
  /**
   * The text with each match, or the first `limit` of them, replaced. In the replacement `\1` to `\9` stand for what
   * the groups matched, `\0` for the whole match, nothing for a group that took no part or does not exist; `\\` is a
   * backslash, any other backslash stays.
   * Source: Splunk Search Reference, replace.
   */
  replace(text: string, replacement: string, limit?: number): string;
}

/**
 * Makes the RegExp of a compiled pattern. It has no bound on its time: see `CompiledRegex.exponential`, and run it
 * where it can be stopped.
 * @returns undefined where the pattern has no translation for JavaScript
 */
export function regexMatcher(compiled: CompiledRegex): RegexMatcher | undefined {
  if (compiled.javaScript === undefined) return undefined;
  const expression = new RegExp(compiled.javaScript.source, `${compiled.javaScript.flags}g`);
  const matchOf = matchReader(compiled);
  const first = (text: string) => search(expression, text, 0);
  const matches = (text: string, limit = Number.POSITIVE_INFINITY): RegexMatch[] => {
    const all: RegexMatch[] = [];
    let found = limit > 0 ? first(text) : undefined;
    while (found !== undefined) {
      all.push(matchOf(found));
      const end = found.index + found[0].length;
      found = all.length < limit ? search(expression, text, found[0] === '' ? behind(text, end) : end) : undefined;
    }
    return all;
  };
  return {
    test: (text) => first(text) !== undefined,
    match: (text) => {
      const found = first(text);
      return found === undefined ? undefined : matchOf(found);
    },
    matches,
    replace: (text, replacement, limit) => replaced(text, matches(text, limit), replacement),
  };
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

/** Reads PCRE's view of a match out of JavaScript's. */
function matchReader({ javaScript, groups }: CompiledRegex): (found: RegExpExecArray) => RegexMatch {
  const { keeps = [], groupIndex = [] } = javaScript ?? {};
  const places = groups.map(({ index }) => groupIndex[index] ?? []);
  return (found) => ({
    start: keeps.reduce((start, keep) => found.indices?.[keep]?.[0] ?? start, found.index),
    end: found.index + found[0].length,
    groups: places.map((candidates) => {
      const taken = candidates.find((candidate) => found[candidate] !== undefined);
      return taken === undefined ? undefined : found[taken];
    }),
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
