import type { Expr, Plan } from '../ir.ts';
import { integerOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { extend } from '../plan/build.ts';
import { asText } from '../plan/convert.ts';
import { call, isNothing, text } from '../plan/expr.ts';
import { resultsOf } from '../plan/input.ts';
import { eachValue } from '../plan/lambda.ts';
import { fieldOf } from '../plan/schema.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { maxinputs: integerOption };

export type Xmlunescape = Plain<'Xmlunescape', typeof OPTIONS>;

export const xmlunescape = defineCommand<Xmlunescape>({
  name: 'xmlunescape',
  doc: {
    syntax: 'xmlunescape [maxinputs=<count>]',
    summary: 'Turns the five entities of XML in the text of events back into characters.',
    source: 'Splunk Search Reference, xmlunescape',
    options: { maxinputs: 'how many results Splunk hands to the command at a time; the results are the same' },
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Xmlunescape', 'xmlunescape', OPTIONS),
  plan: planXmlunescape,
});

/** `&amp;` comes last, so that what it makes is not read once more. */
const ENTITIES = [
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&apos;', "'"],
  ['&amp;', '&'],
] as const;

function planXmlunescape(_node: Xmlunescape, given: Plan | undefined): Plan {
  const input = resultsOf(given);
  const raw = fieldOf(input.schema, '_raw');
  if (isNothing(raw)) return input;
  const replaced = (value: Expr) =>
    ENTITIES.reduce((before, [entity, character]) => {
      return call('replaceText', 'text', before, text(entity), text(character));
    }, asText(value));
  return extend(input, [{ name: '_raw', expr: eachValue(raw, replaced) }]);
}
