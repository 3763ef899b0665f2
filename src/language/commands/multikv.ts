import type { FieldName, Node } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { booleanOption, integerOption, type OptionValues, optionBag, textOption } from '../parse/options.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  conf: textOption,
  copyattrs: booleanOption,
  forceheader: integerOption,
  multitable: booleanOption,
  noheader: booleanOption,
  rmorig: booleanOption,
};

export type Multikv = Node<
  'Multikv',
  {
    /** Columns to take; empty takes all. */
    fields: readonly FieldName[];
    /** Rows to take: those that hold one of these words; empty takes all. */
    filter: readonly FieldName[];
    options: OptionValues<typeof OPTIONS>;
  }
>;

export const multikv = defineCommand<Multikv>({
  name: 'multikv',
  doc: {
    syntax:
      'multikv [conf=<stanza>] [copyattrs=<bool>] [forceheader=<line>] [multitable=<bool>] [noheader=<bool>] [rmorig=<bool>] [fields <field>...] [filter <text>...]',
    summary: 'Makes one result of each row of a table in the text of a result.',
    source: 'Splunk Search Reference, multikv',
  },
  stands: 'later',
  parse: readMultikv,
});

function readMultikv(cursor: Cursor): Multikv {
  const options = optionBag(cursor, 'multikv', OPTIONS);
  const fields: FieldName[] = [];
  const filter: FieldName[] = [];
  while (!cursor.atEnd()) {
    if (options.read() || cursor.symbol(',')) continue;
    const clause = cursor.keyword('fields', 'filter');
    if (clause === undefined) cursor.failExpected('an option, fields or filter');
    (clause === 'fields' ? fields : filter).push(...cursor.fieldList('fields', 'filter'));
  }
  return { kind: 'Multikv', fields, filter, options: options.values, span: cursor.span() };
}
