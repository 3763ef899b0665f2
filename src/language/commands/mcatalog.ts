import type { AggregateCall, FieldName, Node, SearchExpr } from '../ast.ts';
import { readAggregates } from '../parse/aggregates.ts';
import { readByClause, readWhereClause } from '../parse/clauses.ts';
import type { Cursor } from '../parse/cursor.ts';
import { booleanOption, type OptionValues, optionBag } from '../parse/options.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { prestats: booleanOption, append: booleanOption };

export type Mcatalog = Node<
  'Mcatalog',
  {
    aggregates: readonly AggregateCall[];
    /** Everything without WHERE. */
    where: SearchExpr;
    /** Empty without BY. */
    by: readonly FieldName[];
    options: OptionValues<typeof OPTIONS>;
  }
>;

export const mcatalog = defineCommand<Mcatalog>({
  name: 'mcatalog',
  doc: {
    syntax: 'mcatalog [append=<bool>] values(<field>) [AS <name>]... [WHERE <search expression>] [BY <fields>]',
    summary: 'Lists the names and dimensions of metrics.',
    source: 'Splunk Search Reference, mcatalog',
  },
  stands: 'first',
  mayFollow: (node) => node.options.append === true,
  parse: readMcatalog,
});

function readMcatalog(cursor: Cursor): Mcatalog {
  const options = optionBag(cursor, 'mcatalog', OPTIONS);
  const clauses = { until: ['where', 'by', 'groupby'], readOption: options.read };
  const aggregates = readAggregates(cursor, 'mcatalog', clauses);
  const where = readWhereClause(cursor);
  const by = readByClause(cursor, options.read);
  return { kind: 'Mcatalog', aggregates, where, by, options: options.values, span: cursor.span() };
}
