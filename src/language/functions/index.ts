import { CONDITIONAL } from './conditional.ts';
import { CONVERSION } from './conversion.ts';
import type { LowerFunction } from './define.ts';
import { INFORMATIONAL } from './informational.ts';
import { JSON_FUNCTIONS } from './json.ts';
import { MATHEMATICS } from './mathematics.ts';
import { MULTIVALUE } from './multivalue.ts';
import { TEXT } from './text.ts';
import { TIME } from './time.ts';

/**
 * How each eval function is planned, by name in lower case. A function of the language that is not here is error
 * SPL302.
 *
 * Source: Splunk Search Reference, Evaluation functions.
 */
export const EVAL_LOWERINGS: ReadonlyMap<string, LowerFunction> = new Map(
  [CONDITIONAL, TEXT, CONVERSION, MATHEMATICS, MULTIVALUE, TIME, INFORMATIONAL, JSON_FUNCTIONS].flatMap((table) =>
    Object.entries(table),
  ),
);
