import { type PlacedText, problemInText } from '../../content/index.ts';
import type { Pattern } from '../../events/index.ts';
import { compileRegex, type RegexMatcher, regexMatcher } from '../../language/index.ts';
import { Problem } from '../../shared/problem.ts';

/**
 * A regular expression of a content file, ready to be run in JavaScript. Those that may take for ever are refused; what
 * they take for long texts is bounded where they are run.
 *
 * @throws Problem SPL115 for what is no pattern, SPL304 for one that karst does not run; their places are in the file
 */
export function compilePattern(placed: PlacedText): Pattern {
  try {
    return patternOf(placed.text);
  } catch (error) {
    throw error instanceof Problem ? problemInText(placed, error) : error;
  }
}

function patternOf(text: string): Pattern {
  const compiled = compileRegex(text);
  const { exponential, obstacle, javaScript, groups } = compiled;
  if (exponential !== undefined) {
    const hint = 'rewrite it so that each character can be read in one way only';
    throw new Problem('SPL304', `a pattern that may take for ever: ${exponential.why}`, {
      span: exponential.span,
      hint,
    });
  }
  const matcher = regexMatcher(compiled);
  if (matcher === undefined || javaScript === undefined) {
    const details = obstacle === undefined ? {} : { span: obstacle.span };
    throw new Problem('SPL304', `karst does not run ${obstacle?.construct ?? 'this pattern'} in a mapping`, details);
  }
  const named = groups.flatMap(({ name, index }) => (name === undefined ? [] : [{ name, at: index - 1 }]));
  return { test: matcher.test, find: (searched, limit) => matchesOf(matcher, named, searched, limit) };
}

function matchesOf(
  matcher: RegexMatcher,
  named: readonly { readonly name: string; readonly at: number }[],
  text: string,
  limit: number,
): ReturnType<Pattern['find']> {
  return matcher.matches(text, limit).map(({ end, groups }) => ({
    end,
    first: groups[0],
    named: named.flatMap(({ name, at }) => {
      const value = groups[at];
      return value === undefined ? [] : [[name, value] as const];
    }),
  }));
}
