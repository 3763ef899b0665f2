import type { FieldName, Node } from '../ast.ts';
import type { Plan } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import { readAssignments } from '../parse/eval.ts';
import { parseFragment } from '../parse/fragments.ts';
import { choiceOption, type OptionValues, optionBag, textOption } from '../parse/options.ts';
import type { PlanContext } from '../plan/context.ts';
import { fail } from '../plan/fail.ts';
import { foreachItem, ITEM, type ItemsMode, type ItemsOptions } from '../plan/foreach-items.ts';
import { resultsOf } from '../plan/input.ts';
import { withKnownFields } from '../plan/kept.ts';
import { optimise } from '../plan/optimise.ts';
import { expandNames, hasWildcard, matchWildcard } from '../plan/schema.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  mode: choiceOption('multifield', 'multivalue', 'json_array', 'auto_collections'),
  fieldstr: textOption,
  matchstr: textOption,
  matchseg1: textOption,
  matchseg2: textOption,
  matchseg3: textOption,
  itemstr: textOption,
  iterstr: textOption,
};

export type Foreach = Node<
  'Foreach',
  {
    /** Wildcards allowed. */
    fields: readonly FieldName[];
    /** The pipeline as typed, with its placeholders (`<<FIELD>>`), which are replaced as text for each field. */
    template: string;
    options: OptionValues<typeof OPTIONS>;
  }
>;

export const foreach = defineCommand<Foreach>({
  name: 'foreach',
  doc: {
    syntax:
      'foreach [mode=<mode>] <field>... [fieldstr=<text>] [matchstr=<text>] [matchseg1=<text>] [itemstr=<text>] [iterstr=<text>] [<pipeline with <<FIELD>>>]',
    summary: 'Runs a pipeline for each of some fields, or for each value of one.',
    source: 'Splunk Search Reference, foreach',
    options: {
      mode: '`multifield`, a template for each field, where it is left out; `multivalue` and `json_array` for each value of one field, `auto_collections` for either',
      fieldstr: 'what stands for the name of the field; `<<FIELD>>`',
      matchstr: 'what stands for all that the wildcards matched; `<<MATCHSTR>>`',
      matchseg1: 'what stands for what the first wildcard matched; `<<MATCHSEG1>>`, and so on to `matchseg3`',
      itemstr: 'what stands for the value in the modes over values; `<<ITEM>>`',
      iterstr: 'what stands for its number, from 0; `<<ITER>>`',
    },
    differs: 'In the modes over values a result may have 1000 of them.',
  },
  stands: 'later',
  parse: readForeach,
  plan: planForeach,
});

async function planForeach(node: Foreach, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { mode = 'multifield' } = node.options;
  return mode === 'multifield'
    ? await foreachField(node, resultsOf(given), context)
    : await foreachItem(resultsOf(given), itemsOptions(node, mode), context);
}

/** The fields that there are now, in the order listed, those of a wildcard by name; each sees what came before. */
async function foreachField(node: Foreach, given: Plan, context: PlanContext): Promise<Plan> {
  const isListed = node.fields.every(({ name }) => !hasWildcard(name));
  const input = isListed ? given : await withKnownFields(given, context);
  let plan = input;
  let count = 0;
  const together = fieldsTogether(node.template);
  for (const { name: pattern } of node.fields) {
    for (const name of hasWildcard(pattern) ? expandNames(input.schema, pattern) : [pattern]) {
      if (UNSPEAKABLE.test(name)) {
        context.environment.warn?.(
          `foreach left out the field ${JSON.stringify(name)}: its name cannot be written in SPL`,
        );
        continue;
      }
      if (++count % together === 0) plan = await context.environment.stage(optimise(plan));
      plan = await context.text(`| ${filledIn(node, pattern, name).replace(/^\s*\|/, '')}`, plan);
    }
  }
  return plan;
}

/** Names come from data. What would end the quotes or the command around one is never put into a template. */
const UNSPEAKABLE = /['"|[\]`\\]/;

/** Each field adds steps to the plan; so many of them are run together. */
const FIELDS_TOGETHER = 100;

/**
 * Where each step reads the result of the one before it twice, as in `eval all=if(isnull(f), all, mvappend(all, f))`, the
 * database writes that out: twelve steps take seconds and twenty all memory.
 */
const DOUBLING_TOGETHER = 6;

/** How many fields are run together. */
function fieldsTogether(template: string): number {
  const assigned = [...template.matchAll(/(?:\beval|,)\s*([\w.]+)\s*=(?!=)/g)].map(([, name = '']) => name);
  const words = template.split(/[^\w.]+/);
  const isDoubling = assigned.some((name) => words.filter((word) => word === name).length > 2);
  return isDoubling ? DOUBLING_TOGETHER : FIELDS_TOGETHER;
}

function filledIn({ template, options }: Foreach, pattern: string, name: string): string {
  const segments = matchWildcard(pattern, name) ?? [];
  const values = new Map([
    [options.fieldstr ?? '<<FIELD>>', name],
    [options.matchstr ?? '<<MATCHSTR>>', segments.join('')],
    [options.matchseg1 ?? '<<MATCHSEG1>>', segments[0] ?? ''],
    [options.matchseg2 ?? '<<MATCHSEG2>>', segments[1] ?? ''],
    [options.matchseg3 ?? '<<MATCHSEG3>>', segments[2] ?? ''],
  ]);
  return replaced(template, values);
}

/** All placeholders at once: what is put in for one is no place for another. */
function replaced(template: string, values: ReadonlyMap<string, string>): string {
  const names = [...values.keys()].filter((name) => name !== '').sort((a, b) => b.length - a.length);
  const pattern = new RegExp(names.map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|'), 'g');
  return template.replace(pattern, (placeholder) => values.get(placeholder) ?? placeholder);
}

function itemsOptions({ fields, template, options, span }: Foreach, mode: ItemsMode): ItemsOptions {
  const [field] = fields;
  const { itemstr = ITEM, iterstr = '<<ITER>>' } = options;
  if (field === undefined || fields.length > 1 || hasWildcard(field.name)) {
    return fail('SPL105', `foreach takes one field without wildcards for mode=${mode}`, span);
  }
  const [, body] = /^\s*\|?\s*eval\s+([\s\S]+)$/i.exec(template) ?? [];
  if (body === undefined) return fail('SPL105', `foreach takes one eval in the brackets for mode=${mode}`, span);
  const item = new Map([
    [`"${itemstr}"`, `'${ITEM}'`],
    [`'${itemstr}'`, `'${ITEM}'`],
    [itemstr, `'${ITEM}'`],
  ]);
  return {
    mode,
    field: field.name,
    assignments: (index) =>
      parseFragment(replaced(body, new Map([...item, [iterstr, String(index)]])), readAssignments),
  };
}

const PLACEHOLDERS = [
  '<<FIELD>>',
  '<<MATCHSTR>>',
  '<<MATCHSEG1>>',
  '<<MATCHSEG2>>',
  '<<MATCHSEG3>>',
  '<<ITEM>>',
  '<<ITER>>',
];

function readForeach(cursor: Cursor): Foreach {
  const options = optionBag(cursor, 'foreach', OPTIONS);
  const fields: FieldName[] = [];
  do fields.push(...cursor.fieldList());
  while (options.read());
  if (fields.length === 0) cursor.failExpected('a field name');
  const { mode: _, ...own } = options.values;
  const placeholders = [...PLACEHOLDERS, ...Object.values(own)].filter((placeholder) => placeholder !== '');
  const template = cursor.template((text) =>
    placeholders.reduce(
      (example, placeholder) => example.replaceAll(placeholder, 'x'.repeat(placeholder.length)),
      text,
    ),
  );
  options.readAll();
  return { kind: 'Foreach', fields, template, options: options.values, span: cursor.span() };
}
