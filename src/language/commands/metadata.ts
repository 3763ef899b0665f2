import type { NamedAggregate, Plan } from '../ir.ts';
import { choiceOption, textListOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { aggregate, existingColumn, filter, project, scan, union } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { asNumber, asText } from '../plan/convert.ts';
import { and, call, isNotNull, text } from '../plan/expr.ts';
import { fail } from '../plan/fail.ts';
import { inIndexes } from '../plan/indexes.ts';
import { metricPoints } from '../plan/metrics.ts';
import { fieldOf } from '../plan/schema.ts';
import { boundsOf, inBounds } from '../plan/time-terms.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  type: choiceOption('hosts', 'sources', 'sourcetypes'),
  index: textListOption,
  splunk_server: textOption,
  splunk_server_group: textOption,
  datatype: choiceOption('all', 'metric', 'event'),
};

export type Metadata = Plain<'Metadata', typeof OPTIONS>;

export const metadata = defineCommand<Metadata>({
  name: 'metadata',
  doc: {
    syntax:
      'metadata type=hosts|sources|sourcetypes [index=<index>]... [datatype=all|metric|event] [splunk_server=<server>] [splunk_server_group=<group>]',
    summary: 'Lists the hosts, sources or sourcetypes of indexes.',
    source: 'Splunk Search Reference, metadata',
    options: {
      type: 'what is listed; required',
      index: 'the indexes that count, with `*`; default: all',
      datatype: 'whether events or points of metrics count; default: event',
      splunk_server: 'where Splunk looks; changes nothing here',
      splunk_server_group: 'where Splunk looks; changes nothing here',
    },
    differs:
      'It counts the events of the run within the time range, to the second, in the order of the names. Events have no time of indexing: recentTime is lastTime.',
  },
  stands: 'first',
  parse: (cursor) => readPlain(cursor, 'Metadata', 'metadata', OPTIONS),
  plan: planMetadata,
});

const FIELDS = { hosts: 'host', sources: 'source', sourcetypes: 'sourcetype' } as const;

function planMetadata({ options, span }: Metadata, _input: Plan | undefined, context: PlanContext): Plan {
  const { type, index, datatype = 'event' } = options;
  if (type === undefined)
    return fail('SPL109', 'metadata needs a type', span, 'write type=hosts, sources or sourcetypes');
  const field = FIELDS[type];
  const rows = rowsOf(datatype, field, context);
  const key = asText(fieldOf(rows.schema, field));
  const bounds = inBounds(boundsOf(context.environment), { context, schema: rows.schema });
  const found = filter(rows, and(isNotNull(key), bounds, inIndexes(index, rows.schema)));
  const grouped = aggregate(found, [{ name: field, expr: key }], statistics(found));
  const columns = ['firstTime', field, 'lastTime', 'recentTime', 'totalCount'];
  return project(grouped, [
    ...columns.map((name) => ({ name, expr: existingColumn(grouped.schema, name) })),
    { name: 'type', expr: text(type) },
  ]);
}

function rowsOf(datatype: 'all' | 'metric' | 'event', field: string, context: PlanContext): Plan {
  const events = scan({ kind: 'events' }, context.environment.catalog.events);
  if (datatype === 'event') return events;
  const points = metricPoints(context);
  if (datatype === 'metric') return points;
  const columns = ['_time', 'index', field];
  return union(
    [events, points].map((rows) =>
      project(
        rows,
        columns.map((name) => ({ name, expr: fieldOf(rows.schema, name) })),
      ),
    ),
  );
}

function statistics({ schema }: Plan): readonly NamedAggregate[] {
  const second = call('floor', 'number', asNumber(fieldOf(schema, '_time')));
  const time = (name: string, fn: 'min' | 'max'): NamedAggregate => ({ name, type: 'number', fn, argument: second });
  return [
    time('firstTime', 'min'),
    time('lastTime', 'max'),
    time('recentTime', 'max'),
    { name: 'totalCount', type: 'number', fn: 'count' },
  ];
}
