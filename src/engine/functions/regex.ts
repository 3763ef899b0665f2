import { compileRegex, type RegexMatcher, regexMatcher } from '../../language/index.ts';
import { invariant } from '../../shared/problem.ts';
import { memo } from './memo.ts';

/** Whether a PCRE pattern is found anywhere in a text. */
export function regexTest(): (text: string, pattern: string) => boolean {
  const matcher = memo(compile);
  return (text, pattern) => matcher(pattern).test(text);
}

/** Replaces every match of a PCRE pattern; the groups are `\1` to `\9` in the replacement. */
export function regexReplace(): (text: string, pattern: string, replacement: string) => string {
  const matcher = memo(compile);
  return (text, pattern, replacement) => matcher(pattern).replace(text, replacement);
}

/** The planner chose JavaScript for the pattern, so that it has a translation. */
function compile(pattern: string): RegexMatcher {
  const matcher = regexMatcher(compileRegex(pattern));
  invariant(matcher !== undefined, `no translation of ${pattern}`);
  return matcher;
}
