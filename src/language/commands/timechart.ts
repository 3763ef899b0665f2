import type { AggregateCall, FieldName, Node } from '../ast.ts';
import { readAggregates } from '../parse/aggregates.ts';
import {
  readSeriesFilter,
  readSplit,
  type SeriesFilter,
  type TimechartOptions,
  timechartOptions,
} from '../parse/chart.ts';
import type { Cursor } from '../parse/cursor.ts';
import { defineCommand } from './define.ts';

export type Timechart = Node<
  'Timechart',
  {
    aggregates: readonly AggregateCall[];
    /** One column for each of its values. */
    by?: FieldName;
    /** Which of these columns are kept. */
    where?: SeriesFilter;
    options: TimechartOptions;
  }
>;

export const timechart = defineCommand<Timechart>({
  name: 'timechart',
  doc: {
    syntax:
      'timechart [span=<span>] [bins=<count>] [limit=<count>] [useother=<bool>] [usenull=<bool>] [cont=<bool>] [partial=<bool>] [fixedrange=<bool>] <function>... [BY <field> [WHERE <condition>]]',
    summary: 'Statistics over equal ranges of time, one row each.',
    source: 'Splunk Search Reference, timechart',
  },
  stands: 'later',
  parse: readTimechart,
});

function readTimechart(cursor: Cursor): Timechart {
  const options = timechartOptions(cursor);
  const aggregates = readAggregates(cursor, 'timechart', { until: ['by'], readOption: options.read });
  const by = cursor.keyword('by') === undefined ? undefined : readSplit(cursor, options.readAll, 'a field after BY');
  const where = by === undefined ? undefined : readSeriesFilter(cursor);
  options.readAll();
  return {
    kind: 'Timechart',
    aggregates,
    ...(by === undefined ? {} : { by }),
    ...(where === undefined ? {} : { where }),
    options: options.values,
    span: cursor.span(),
  };
}
