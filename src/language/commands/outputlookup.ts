import type { FieldName, Node } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { booleanOption, integerOption, type OptionValues, optionBag, textOption } from '../parse/options.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  append: booleanOption,
  create_empty: booleanOption,
  override_if_empty: booleanOption,
  max: integerOption,
  key_field: textOption,
  allow_updates: booleanOption,
  createinapp: booleanOption,
  create_context: textOption,
  output_format: textOption,
};

export type Outputlookup = Node<
  'Outputlookup',
  {
    /** A definition, or a file whose name ends in `.csv`. */
    table: FieldName;
    options: OptionValues<typeof OPTIONS>;
  }
>;

export const outputlookup = defineCommand<Outputlookup>({
  name: 'outputlookup',
  doc: {
    syntax:
      'outputlookup [append=<bool>] [create_empty=<bool>] [override_if_empty=<bool>] [max=<n>] [key_field=<field>] <table>',
    summary: 'Writes the results to a lookup and passes them on.',
    source: 'Splunk Search Reference, outputlookup',
  },
  stands: 'later',
  parse: readOutputlookup,
});

function readOutputlookup(cursor: Cursor): Outputlookup {
  const options = optionBag(cursor, 'outputlookup', OPTIONS);
  options.readAll();
  const table = cursor.expectFieldName('the name of a lookup');
  options.readAll();
  return { kind: 'Outputlookup', table, options: options.values, span: cursor.span() };
}
