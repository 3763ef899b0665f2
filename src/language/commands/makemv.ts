import type { Expr, Plan } from '../ir.ts';
import { booleanOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { extend } from '../plan/build.ts';
import { asText } from '../plan/convert.ts';
import { call, isNothing, not, text } from '../plan/expr.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { lambda } from '../plan/lambda.ts';
import { fieldOf } from '../plan/schema.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { delim: textOption, tokenizer: textOption, allowempty: booleanOption, setsv: booleanOption };

export type Makemv = Plain<'Makemv', typeof OPTIONS>;

export const makemv = defineCommand<Makemv>({
  name: 'makemv',
  doc: {
    syntax: 'makemv [delim=<text>|tokenizer=<regex>] [allowempty=<bool>] [setsv=<bool>] <field>',
    summary: 'Splits the value of a field into several.',
    source: 'Splunk Search Reference, makemv',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Makemv', 'makemv', OPTIONS, { words: [1, 1] }),
  plan: planMakemv,
});

function planMakemv(node: Makemv, given: Plan | undefined): Plan {
  const input = resultsOf(given);
  const { delim = ' ', tokenizer, allowempty, setsv } = node.options;
  if (tokenizer !== undefined) fail('SPL303', 'karst does not run makemv with a tokenizer yet', node.span);
  if (setsv === true) fail('SPL303', 'karst does not run makemv with setsv=true', node.span);
  const name = node.words[0]?.name ?? '';
  const value = fieldOf(input.schema, name);
  if (isNothing(value)) return input;
  const parts = call('split', 'multi', oneText(value, delim), text(delim));
  const isFilled = (part: Expr) => not(call('textEquals', 'boolean', part, text('')));
  const filled = call('filterValues', 'multi', parts, lambda([parts], isFilled));
  return extend(input, [{ name, expr: allowempty === true ? parts : filled }]);
}

/** A field that has several values already is split further. */
function oneText(value: Expr, delim: string): Expr {
  return value.type === 'multi' ? call('multiJoin', 'text', value, text(delim)) : asText(value);
}
