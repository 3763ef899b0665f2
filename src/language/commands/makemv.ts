import { regexOf } from '../functions/regex.ts';
import type { Expr, Plan } from '../ir.ts';
import { booleanOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { extend } from '../plan/build.ts';
import { asText } from '../plan/convert.ts';
import { call, isNothing, not, number, text } from '../plan/expr.ts';
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
    options: {
      delim: 'what stands between the values; default: a space',
      tokenizer: 'a regular expression whose first group is a value, in place of `delim`',
      allowempty: 'whether empty parts are kept; default: f',
      setsv: 'whether the field also keeps a single value; only f runs, t is error SPL303; default: f',
    },
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Makemv', 'makemv', OPTIONS, { words: [1, 1] }),
  plan: planMakemv,
});

function planMakemv(node: Makemv, given: Plan | undefined): Plan {
  const input = resultsOf(given);
  const { delim = ' ', tokenizer, allowempty, setsv } = node.options;
  if (setsv === true) fail('SPL303', 'karst does not run makemv with setsv=true', node.span);
  const name = node.words[0]?.name ?? '';
  const value = fieldOf(input.schema, name);
  if (isNothing(value)) return input;
  if (tokenizer !== undefined) {
    return extend(input, [{ name, expr: eachToken(tokenizer, oneText(value, delim), node) }]);
  }
  const parts = call('split', 'multi', oneText(value, delim), text(delim));
  const isFilled = (part: Expr) => not(call('textEquals', 'boolean', part, text('')));
  const filled = call('filterValues', 'multi', parts, lambda([parts], isFilled));
  return extend(input, [{ name, expr: allowempty === true ? parts : filled }]);
}

/** A field that has several values already is split further. */
function oneText(value: Expr, delim: string): Expr {
  return value.type === 'multi' ? call('multiJoin', 'text', value, text(delim)) : asText(value);
}

/** What the first group of the pattern was in each of its matches. */
function eachToken(pattern: string, value: Expr, { span }: Makemv): Expr {
  const { javaScript, groups, obstacle } = regexOf(pattern, span, 'test');
  if (javaScript === undefined) {
    fail('SPL304', `karst does not run ${obstacle?.construct ?? 'this pattern'} in a tokenizer`, span);
  }
  if (groups.length === 0) {
    fail('SPL115', `"${pattern}" has no group`, span, 'put the part to keep in parentheses: tokenizer="([^,]+),?"');
  }
  return call(
    'jsonListAt',
    'multi',
    call('regexMatches', 'text', value, text(pattern), text('1'), number(0)),
    number(0),
  );
}
