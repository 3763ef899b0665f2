import type { FieldName, Node, SearchExpr } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { booleanOption, integerOption, type OptionValues, optionBag } from '../parse/options.ts';
import { readSearchExpression } from '../parse/search.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { append: booleanOption, strict: booleanOption, start: integerOption, max: integerOption };

export type Inputlookup = Node<
  'Inputlookup',
  {
    /** A definition, or a file whose name ends in `.csv`. */
    table: FieldName;
    where?: SearchExpr;
    options: OptionValues<typeof OPTIONS>;
  }
>;

export const inputlookup = defineCommand<Inputlookup>({
  name: 'inputlookup',
  doc: {
    syntax: 'inputlookup [append=<bool>] [strict=<bool>] [start=<n>] [max=<n>] <table> [WHERE <search expression>]',
    summary: 'The rows of a lookup as results.',
    source: 'Splunk Search Reference, inputlookup',
  },
  stands: 'first',
  mayFollow: (node) => node.options.append === true,
  parse: readInputlookup,
});

function readInputlookup(cursor: Cursor): Inputlookup {
  const options = optionBag(cursor, 'inputlookup', OPTIONS);
  options.readAll();
  const table = cursor.expectFieldName('the name of a lookup');
  options.readAll();
  const where = cursor.keyword('where') === undefined ? undefined : readSearchExpression(cursor);
  return {
    kind: 'Inputlookup',
    table,
    ...(where === undefined ? {} : { where }),
    options: options.values,
    span: cursor.span(),
  };
}
