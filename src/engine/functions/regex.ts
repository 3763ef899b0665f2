import { compileRegex, type RegexMatcher, regexMatcher } from '../../language/index.ts';
import { invariant, Problem } from '../../shared/problem.ts';
import { memo } from './memo.ts';

/** Whether a PCRE pattern is found anywhere in a text; undefined for what is no pattern. */
export function regexTest(): (text: string, pattern: string) => boolean | undefined {
  const matcher = memo(compileComputed);
  return (text, pattern) => matcher(pattern)?.test(text);
}

/**
 * Replaces every match of a PCRE pattern; the groups are `\1` to `\9` in the replacement. undefined for what is no
 * pattern.
 */
export function regexReplace(): (text: string, pattern: string, replacement: string) => string | undefined {
  const matcher = memo(compileComputed);
  return (text, pattern, replacement) => matcher(pattern)?.replace(text, replacement);
}

/** Replaces so many matches of a PCRE pattern, after some that stay as they are. */
export function regexReplaceSome(): (
  text: string,
  pattern: string,
  replacement: string,
  skipped: number,
  count: number,
) => string {
  const matcher = memo(compile);
  return (text, pattern, replacement, skipped, count) =>
    matcher(pattern).replace(text, replacement, skipped + count, skipped);
}

/**
 * What groups, by their numbers from 1 (`1,3`), were in the first so many matches (0: all): JSON, a list for each
 * group. undefined where nothing matches.
 */
export function regexMatches(): (text: string, pattern: string, groups: string, count: number) => string | undefined {
  const matcher = memo(compile);
  const numbers = memo((groups) => groups.split(',').map(Number));
  return (text, pattern, groups, count) => {
    const matches = matcher(pattern).matches(text, count === 0 ? undefined : count);
    if (matches.length === 0) return undefined;
    return JSON.stringify(numbers(groups).map((group) => matches.flatMap((match) => match.groups[group - 1] ?? [])));
  };
}

/**
 * Where the named groups lay in the first so many matches (0: all): `name=first-last`, characters counted from 0, joined
 * by `&`. Groups that took no part or are empty are left out; undefined for none.
 * Source: Splunk Search Reference, rex, offset_field.
 */
export function regexOffsets(): (text: string, pattern: string, count: number) => string | undefined {
  const matcher = memo((pattern) => ({ names: namedGroups(pattern), matcher: compile(pattern) }));
  return (text, pattern, count) => {
    const known = matcher(pattern);
    const places = known.matcher.places(text, count === 0 ? undefined : count).flatMap((match) =>
      known.names.flatMap(({ name, index }) => {
        const place = match[index - 1];
        if (place === undefined || place.start === place.end) return [];
        return [`${name}=${characters(text, place.start)}-${characters(text, place.end) - 1}`];
      }),
    );
    return places.length === 0 ? undefined : places.join('&');
  };
}

function namedGroups(pattern: string): readonly { readonly name: string; readonly index: number }[] {
  return compileRegex(pattern).groups.flatMap(({ name, index }) => (name === undefined ? [] : [{ name, index }]));
}

/** Characters in front of an offset in UTF-16 units. */
function characters(text: string, offset: number): number {
  let count = 0;
  for (let at = 0; at < offset; at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) count++;
  return count;
}

/**
 * A pattern that results hold is whatever they hold: null for what is none.
 * @throws SPL304 a pattern that karst does not run
 */
function compileComputed(pattern: string): RegexMatcher | null {
  try {
    return regexMatcher(compileRegex(pattern)) ?? refuse(pattern);
  } catch (error) {
    if (error instanceof Problem && error.code === 'SPL115') return null;
    throw error;
  }
}

function refuse(pattern: string): never {
  throw new Problem('SPL304', `karst does not run the pattern ${pattern.slice(0, 80)} that a result holds`);
}

/** The planner chose JavaScript for the pattern, so that it has a translation. */
function compile(pattern: string): RegexMatcher {
  const matcher = regexMatcher(compileRegex(pattern));
  invariant(matcher !== undefined, `no translation of ${pattern}`);
  return matcher;
}
