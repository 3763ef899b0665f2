import type { AggregateCall, FieldName, Node } from '../ast.ts';
import { readAggregates, readByFields } from '../parse/aggregates.ts';
import type { Cursor } from '../parse/cursor.ts';
import { booleanOption, integerOption, type OptionValues, optionBag, textOption } from '../parse/options.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  partitions: integerOption,
  allnum: booleanOption,
  delim: textOption,
  dedup_splitvals: booleanOption,
};

export type Stats = Node<
  'Stats',
  {
    aggregates: readonly AggregateCall[];
    /** Empty without BY. */
    by: readonly FieldName[];
    options: OptionValues<typeof OPTIONS>;
  }
>;

export const stats = defineCommand<Stats>({
  name: 'stats',
  doc: {
    syntax: 'stats [allnum=<bool>] [delim=<text>] <function>(<field>) [AS <name>]... [BY <fields>]',
    summary: 'Computes statistics over all results, or over each group of them.',
    source: 'Splunk Search Reference, stats',
  },
  stands: 'later',
  parse: readStats,
});

function readStats(cursor: Cursor): Stats {
  const options = optionBag(cursor, 'stats', OPTIONS);
  const aggregates = readAggregates(cursor, 'stats', { until: ['by'], readOption: options.read });
  const by = cursor.keyword('by') === undefined ? [] : readByFields(cursor);
  options.readAll();
  return { kind: 'Stats', aggregates, by, options: options.values, span: cursor.span() };
}
