import type { AggregateCall, FieldName, Node, SearchExpr } from '../ast.ts';
import { readAggregates } from '../parse/aggregates.ts';
import { readByClause, readWhereClause } from '../parse/clauses.ts';
import type { Cursor } from '../parse/cursor.ts';
import { booleanOption, integerOption, type OptionValues, optionBag, textOption } from '../parse/options.ts';
import { spanOption } from '../parse/time-span.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  chart: booleanOption,
  prestats: booleanOption,
  append: booleanOption,
  backfill: booleanOption,
  update_period: integerOption,
  fillnull_value: textOption,
  chunk_size: integerOption,
  span: spanOption,
  every: spanOption,
  agg: textOption,
};

export type Mstats = Node<
  'Mstats',
  {
    aggregates: readonly AggregateCall[];
    /** Everything without WHERE. */
    where: SearchExpr;
    /** Empty without BY. */
    by: readonly FieldName[];
    options: OptionValues<typeof OPTIONS>;
  }
>;

export const mstats = defineCommand<Mstats>({
  name: 'mstats',
  doc: {
    syntax:
      'mstats [prestats=<bool>] [append=<bool>] [fillnull_value=<text>] <function>(<metric>) [AS <name>]... [WHERE <search expression>] [BY <fields>] [span=<span>]',
    summary: 'Computes statistics over metrics.',
    source: 'Splunk Search Reference, mstats',
  },
  stands: 'first',
  mayFollow: (node) => node.options.append === true,
  parse: readMstats,
});

function readMstats(cursor: Cursor): Mstats {
  const options = optionBag(cursor, 'mstats', OPTIONS);
  const clauses = { until: ['where', 'by', 'groupby'], readOption: options.read };
  const aggregates = readAggregates(cursor, 'mstats', clauses);
  // `span=` ends the filter: no dimension has that name.
  const where = readWhereClause(cursor, ['span', 'every']);
  options.readAll();
  const by = readByClause(cursor, options.read);
  options.readAll();
  return { kind: 'Mstats', aggregates, where, by, options: options.values, span: cursor.span() };
}
