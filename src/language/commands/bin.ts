import type { FieldName, Node } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { integerOption, numberOption, type OptionValues, optionBag, textOption } from '../parse/options.ts';
import { spanOption } from '../parse/time-span.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  bins: integerOption,
  minspan: spanOption,
  span: spanOption,
  start: numberOption,
  end: numberOption,
  aligntime: textOption,
};

export type Bin = Node<
  'Bin',
  {
    field: FieldName;
    /** Where the bucket goes; absent: over the field itself. */
    as?: FieldName;
    options: OptionValues<typeof OPTIONS>;
  }
>;

export const bin = defineCommand<Bin>({
  name: 'bin',
  aliases: ['bucket', 'discretize'],
  doc: {
    syntax:
      'bin [span=<span>] [minspan=<span>] [bins=<count>] [start=<n>] [end=<n>] [aligntime=<time>] <field> [AS <name>]',
    summary: 'Puts the values of a field into buckets of equal width.',
    source: 'Splunk Search Reference, bin',
  },
  stands: 'later',
  parse: readBin,
});

function readBin(cursor: Cursor): Bin {
  const options = optionBag(cursor, 'bin', OPTIONS);
  options.readAll();
  const field = cursor.expectFieldName('the field to put into buckets');
  options.readAll();
  const as = cursor.keyword('as') === undefined ? undefined : cursor.expectFieldName('a name after AS');
  options.readAll();
  return {
    kind: 'Bin',
    field,
    ...(as === undefined ? {} : { as }),
    options: options.values,
    span: cursor.span(),
  };
}
