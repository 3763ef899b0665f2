import type { AggregateCall, FieldName, Node } from '../ast.ts';
import { readAggregates } from '../parse/aggregates.ts';
import { type ChartOptions, chartOptions, readSeriesFilter, readSplit, type SeriesFilter } from '../parse/chart.ts';
import type { Cursor } from '../parse/cursor.ts';
import { defineCommand } from './define.ts';

export type Chart = Node<
  'Chart',
  {
    aggregates: readonly AggregateCall[];
    /** One row for each of its values: OVER, or the first field of BY. */
    row?: FieldName;
    /** One column for each of its values: BY behind OVER, or the second field of BY. */
    column?: FieldName;
    /** Which of these columns are kept. */
    where?: SeriesFilter;
    options: ChartOptions;
  }
>;

export const chart = defineCommand<Chart>({
  name: 'chart',
  doc: {
    syntax:
      'chart [limit=<count>] [useother=<bool>] [usenull=<bool>] [sep=<text>] [format=<text>] <function>... [OVER <row field>] [BY <field> [<column field>]] [WHERE <condition>]',
    summary: 'Statistics as a table: values of one field down, of another across.',
    source: 'Splunk Search Reference, chart',
  },
  stands: 'later',
  parse: readChart,
});

function readChart(cursor: Cursor): Chart {
  const options = chartOptions(cursor);
  const aggregates = readAggregates(cursor, 'chart', { until: ['over', 'by'], readOption: options.read });
  const read = (what: string) => readSplit(cursor, options.readAll, what);
  let row = cursor.keyword('over') === undefined ? undefined : read('a field after OVER');
  let column: FieldName | undefined;
  if (cursor.keyword('by') !== undefined) {
    if (row === undefined) {
      row = read('a field after BY');
      column = cursor.atEnd() || cursor.peekKeyword('where') !== undefined ? undefined : read('a second field');
    } else {
      column = read('a field after BY');
    }
  }
  const where = readSeriesFilter(cursor);
  options.readAll();
  return {
    kind: 'Chart',
    aggregates,
    ...(row === undefined ? {} : { row }),
    ...(column === undefined ? {} : { column }),
    ...(where === undefined ? {} : { where }),
    options: options.values,
    span: cursor.span(),
  };
}
