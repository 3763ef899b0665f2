import type { AggregateCall, FieldName, Node, SearchExpr } from '../ast.ts';
import { readAggregates } from '../parse/aggregates.ts';
import { readByClause, readWhereClause } from '../parse/clauses.ts';
import type { Cursor } from '../parse/cursor.ts';
import { booleanOption, integerOption, type OptionValues, optionBag, textOption } from '../parse/options.ts';
import { type SpanValue, spanOption } from '../parse/time-span.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  prestats: booleanOption,
  local: booleanOption,
  append: booleanOption,
  summariesonly: booleanOption,
  include_reduced_buckets: booleanOption,
  allow_old_summaries: booleanOption,
  use_summary_index_values: booleanOption,
  chunk_size: integerOption,
  fillnull_value: textOption,
  span: spanOption,
};

/** `datamodel=Endpoint.Processes`: the dataset is absent where the model alone is named. */
export type DataModelName = Node<'DataModelName', { model: string; dataset?: string }>;

export type Tstats = Node<
  'Tstats',
  {
    aggregates: readonly AggregateCall[];
    from?: DataModelName;
    /** Everything without WHERE. */
    where: SearchExpr;
    /** Empty without BY. */
    by: readonly FieldName[];
    /** The span of `_time` in BY, wherever it stood. */
    timeSpan?: SpanValue;
    options: OptionValues<typeof OPTIONS>;
  }
>;

export const tstats = defineCommand<Tstats>({
  name: 'tstats',
  doc: {
    syntax:
      'tstats [summariesonly=<bool>] [fillnull_value=<text>] <function>... [FROM datamodel=<model>[.<dataset>]] [WHERE <search expression>] [BY <fields> [span=<span>]]',
    summary: 'Computes statistics over the events of a data model, or over the indexed fields of events.',
    source: 'Splunk Search Reference, tstats',
  },
  stands: 'first',
  mayFollow: (node) => node.options.append === true,
  parse: readTstats,
});

const CLAUSES = ['from', 'where', 'by', 'groupby'];

function readTstats(cursor: Cursor): Tstats {
  const options = optionBag(cursor, 'tstats', OPTIONS);
  const aggregates = readAggregates(cursor, 'tstats', { until: CLAUSES, readOption: options.read });
  for (const { argument } of aggregates) {
    if (argument !== undefined && argument.kind !== 'FieldName') {
      cursor.fail('SPL105', 'tstats takes no eval() in its functions', argument.span, 'use stats after a search');
    }
  }
  const from = cursor.keyword('from') === undefined ? undefined : readDataModel(cursor);
  const where = readWhereClause(cursor);
  const by = readByClause(cursor, options.read);
  options.readAll();
  const { span: timeSpan, ...values } = options.values;
  return {
    kind: 'Tstats',
    aggregates,
    ...(from === undefined ? {} : { from }),
    where,
    by,
    ...(timeSpan === undefined ? {} : { timeSpan }),
    options: values,
    span: cursor.span(),
  };
}

function readDataModel(cursor: Cursor): DataModelName {
  const start = cursor.mark();
  if (cursor.optionName()?.toLowerCase() !== 'datamodel') {
    cursor.fail('SPL109', 'expected datamodel=<model> after FROM', cursor.span(start));
  }
  const name = cursor.expectValue('the name of a data model');
  const dot = name.indexOf('.');
  const span = cursor.span(start);
  if (dot === -1) return { kind: 'DataModelName', model: name, span };
  return { kind: 'DataModelName', model: name.slice(0, dot), dataset: name.slice(dot + 1), span };
}
