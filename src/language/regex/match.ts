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
  /** The text with each match, or the first `limit` of them, replaced; see {@link expandReplacement}. */
  replace(text: string, replacement: string, limit?: number): string;
}

/**
 * Makes the RegExp of a compiled pattern. It has no bound on its time: see `CompiledRegex.exponential`, and run it
 * where it can be stopped.
 * @returns undefined where the pattern has no translation for JavaScript
 */
export function regexMatcher({ javaScript, groups }: CompiledRegex): RegexMatcher | undefined {
  if (javaScript === undefined) return undefined;
  const { source, flags, groupIndex, keeps } = javaScript;
  const once = new RegExp(source, flags);
  const each = new RegExp(source, `${flags}g`);
  const fromArray = (found: RegExpExecArray): RegexMatch => ({
    start: keeps.reduce((start, keep) => found.indices?.[keep]?.[0] ?? start, found.index),
    end: found.index + found[0].length,
    groups: groups.map(({ index }) => {
      const taken = groupIndex[index]?.find((candidate) => found[candidate] !== undefined);
      return taken === undefined ? undefined : found[taken];
    }),
  });
  const matches = (text: string, limit = Number.POSITIVE_INFINITY): RegexMatch[] => {
    const found: RegexMatch[] = [];
    each.lastIndex = 0;
    for (let next = each.exec(text); next !== null && found.length < limit; next = each.exec(text)) {
      found.push(fromArray(next));
      if (next[0] === '') each.lastIndex += (text.codePointAt(each.lastIndex) ?? 0) > 0xffff ? 2 : 1;
    }
    return found;
  };
  return {
    test: (text) => once.test(text),
    match: (text) => {
      const found = once.exec(text);
      return found === null ? undefined : fromArray(found);
    },
    matches,
    replace: (text, replacement, limit) => replaced(text, matches(text, limit), replacement),
  };
}

function replaced(text: string, matches: readonly RegexMatch[], replacement: string): string {
  let result = '';
  let last = 0;
  for (const match of matches) {
    result += text.slice(last, match.start) + expandReplacement(replacement, text, match);
    last = match.end;
  }
  return result + text.slice(last);
}

/**
 * The replacement of one match: `\1` to `\9` stand for what the groups matched, `\0` for the whole match, nothing for a
 * group that took no part or does not exist; `\\` is a backslash, any other backslash stays.
 * Source: Splunk Search Reference, replace; spl-semantics 15.2.
 */
export function expandReplacement(replacement: string, text: string, { start, end, groups }: RegexMatch): string {
  return replacement.replace(/\\([0-9\\])/g, (_, mark: string) => {
    if (mark === '\\') return '\\';
    return mark === '0' ? text.slice(start, end) : (groups[Number(mark) - 1] ?? '');
  });
}
