import type { Call } from '../dialect.ts';
import { literalValue } from './call.ts';
import { EXTERNAL_FUNCTIONS } from './external.ts';

/** What RE2 does with groups costs 0.3 µs, a test alone a fifth of that. */
const OF_REGEX: ReadonlySet<string> = new Set([
  'regexFirst',
  'regexGroups',
  'regexAll',
  'regexReplace',
  'regexReplaceSome',
]);

/** Done by the database itself for most arguments. */
const MOSTLY_CHEAP: ReadonlySet<string> = new Set(['cidrMatch', 'formatTime']);

/** Whether a call runs JavaScript or reads groups of a pattern, 0.3 to 50 µs: not to be worked out twice for a row. */
export function isCostly({ fn, args }: Call): boolean {
  if (fn === 'regexMatch') return literalValue(args[2]) === 'js';
  return OF_REGEX.has(fn) || (fn in EXTERNAL_FUNCTIONS && !MOSTLY_CHEAP.has(fn));
}
