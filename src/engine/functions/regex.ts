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

/** Replaces the first so many matches of a PCRE pattern. */
export function regexReplaceFirst(): (text: string, pattern: string, replacement: string, count: number) => string {
  const matcher = memo(compile);
  return (text, pattern, replacement, count) => matcher(pattern).replace(text, replacement, count);
}

/** What a group, counted from 1, was in the first so many matches (0: all), as a JSON list; undefined for none. */
export function regexGroup(): (text: string, pattern: string, group: number, count: number) => string | undefined {
  const matcher = memo(compile);
  return (text, pattern, group, count) => {
    const matches = matcher(pattern).matches(text, count === 0 ? undefined : count);
    const values = matches.flatMap(({ groups }) => groups[group - 1] ?? []);
    return values.length === 0 ? undefined : JSON.stringify(values);
  };
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
