import type { FieldName, Node } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { choiceOption, type OptionValues, optionBag, textOption } from '../parse/options.ts';
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
    syntax: 'foreach [mode=<mode>] <field>... [fieldstr=<text>] [matchstr=<text>] [<pipeline with <<FIELD>>>]',
    summary: 'Runs a pipeline for each of some fields, or for each value of one.',
    source: 'Splunk Search Reference, foreach',
  },
  stands: 'later',
  parse: readForeach,
});

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
