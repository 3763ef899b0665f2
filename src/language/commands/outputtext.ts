import type { Expr, Plan } from '../ir.ts';
import { booleanOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { extend } from '../plan/build.ts';
import { asText } from '../plan/convert.ts';
import { call, isNothing, text } from '../plan/expr.ts';
import { resultsOf } from '../plan/input.ts';
import { eachValue } from '../plan/lambda.ts';
import { fieldOf } from '../plan/schema.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { usexml: booleanOption };

export type Outputtext = Plain<'Outputtext', typeof OPTIONS>;

export const outputtext = defineCommand<Outputtext>({
  name: 'outputtext',
  doc: {
    syntax: 'outputtext [usexml=<bool>]',
    summary: 'Copies the text of each event to the field _xml.',
    source: 'Splunk Search Reference, outputtext',
    options: { usexml: 'whether the copy is escaped as XML; true' },
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Outputtext', 'outputtext', OPTIONS),
  plan: planOutputtext,
});

/** `&` comes first, so that what the others make is left alone. */
const ENTITIES = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
] as const;

function planOutputtext(node: Outputtext, given: Plan | undefined): Plan {
  const input = resultsOf(given);
  const raw = fieldOf(input.schema, '_raw');
  if (isNothing(raw)) return input;
  const escaped = (value: Expr) =>
    ENTITIES.reduce((before, [character, entity]) => {
      return call('replaceText', 'text', before, text(character), text(entity));
    }, asText(value));
  return extend(input, [{ name: '_xml', expr: node.options.usexml === false ? raw : eachValue(raw, escaped) }]);
}
