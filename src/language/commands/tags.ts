import type { Expr, Named, Plan } from '../ir.ts';
import { booleanOption, textOption } from '../parse/options.ts';
import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import { extend } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { asMulti } from '../plan/convert.ts';
import { call, isNothing, text } from '../plan/expr.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { withKnownFields } from '../plan/kept.ts';
import { lambda, mapMulti } from '../plan/lambda.ts';
import { fieldOf, visibleColumns } from '../plan/schema.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  outputfield: textOption,
  inclname: booleanOption,
  inclvalue: booleanOption,
  allowed_tags: textOption,
};

export type Tags = Plain<'Tags', typeof OPTIONS>;

export const tags = defineCommand<Tags>({
  name: 'tags',
  doc: {
    syntax: 'tags [outputfield=<field>] [inclname=<bool>] [inclvalue=<bool>] [allowed_tags=<list>] [<field>...]',
    summary: 'Adds the tags of field values.',
    source: 'Splunk Search Reference, tags',
    options: {
      outputfield: 'the field for the tags of all fields; default: each field has its own, `tag::FIELD`',
      inclname:
        'whether the name of the field stands before each tag in the output field, as in `host::web`; default: f',
      allowed_tags: 'the tags that count, divided by commas; default: all',
    },
    differs:
      'The tags are those that events come with: of their event types, and of the values that the add-ons tag. Results that are no events have none. `inclvalue` is not run: which of several values a tag came from is not kept.',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Tags', 'tags', OPTIONS, { words: [0, MANY] }),
  plan: planTags,
});

const PREFIX = 'tag::';

async function planTags(node: Tags, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { outputfield, inclname = false, inclvalue = false, allowed_tags: allowed } = node.options;
  if (inclvalue) fail('SPL303', 'karst does not run tags with inclvalue', node.span, 'use inclname');
  const results = resultsOf(given);
  const input = node.words.length === 0 ? await withKnownFields(results, context) : results;
  const named = node.words.map(({ name }) => name);
  const fields = named.length > 0 ? named : taggedFields(input);
  const found = fields
    .map((name): Named => ({ name, expr: allowedTags(fieldOf(input.schema, PREFIX + name), allowed) }))
    .filter(({ expr }) => !isNothing(expr));
  if (outputfield === undefined)
    return extend(
      input,
      found.map(({ name, expr }) => ({ name: PREFIX + name, expr })),
    );
  const all = found.map(({ name, expr }) => (inclname ? withName(name, expr) : expr));
  const value = all.length === 0 ? asMulti(fieldOf({ columns: [], isOpen: false }, '')) : distinct(all);
  return extend(input, [{ name: outputfield, expr: value }]);
}

function taggedFields({ schema }: Plan): readonly string[] {
  return visibleColumns(schema).flatMap(({ name }) => (name.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : []));
}

function allowedTags(value: Expr, allowed: string | undefined): Expr {
  if (allowed === undefined || isNothing(value)) return value;
  const names = allowed.split(',').map((name) => text(name.trim()));
  const isAllowed = lambda([value], (tag) => call('textIn', 'boolean', tag, ...names));
  return call('filterValues', 'multi', asMulti(value), isAllowed);
}

function withName(name: string, value: Expr): Expr {
  return mapMulti(asMulti(value), (tag) => call('concat', 'text', text(`${name}::`), tag));
}

function distinct(values: readonly Expr[]): Expr {
  return call('multiDistinct', 'multi', call('multi', 'multi', ...values));
}
