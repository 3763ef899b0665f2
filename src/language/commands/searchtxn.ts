import type { Node, SearchExpr } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { booleanOption, integerOption, type OptionValues, optionBag } from '../parse/options.ts';
import { readSearchExpression } from '../parse/search.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { max_terms: integerOption, use_disjunct: booleanOption, eventsonly: booleanOption };

export type Searchtxn = Node<
  'Searchtxn',
  {
    /** The transaction type. */
    type: string;
    expression: SearchExpr;
    options: OptionValues<typeof OPTIONS>;
  }
>;

export const searchtxn = defineCommand<Searchtxn>({
  name: 'searchtxn',
  doc: {
    syntax: 'searchtxn <type> [max_terms=<count>] [use_disjunct=<bool>] [eventsonly=<bool>] <search expression>',
    summary: 'Finds the transactions of a type in which events match.',
    source: 'Splunk Search Reference, searchtxn',
  },
  stands: 'first',
  parse: readSearchtxn,
  unsupported: 'there are no transaction types here: use transaction after a search',
});

const OWN_OPTION = /(?:max_terms|use_disjunct|eventsonly)\s*=/iy;

function readSearchtxn(cursor: Cursor): Searchtxn {
  const options = optionBag(cursor, 'searchtxn', OPTIONS);
  const type = cursor.expectValue('the name of a transaction type');
  while (cursor.peek(OWN_OPTION)) options.read();
  const expression = readSearchExpression(cursor);
  return { kind: 'Searchtxn', type, expression, options: options.values, span: cursor.span() };
}
