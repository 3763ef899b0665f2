import type { Named, NamedAggregate, Plan } from '../ir.ts';
import { booleanOption, textListOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { aggregate, filter, scan, select } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { asText } from '../plan/convert.ts';
import { call, isNotNull } from '../plan/expr.ts';
import { inIndexes } from '../plan/indexes.ts';
import { fieldOf } from '../plan/schema.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  index: textListOption,
  summarize: booleanOption,
  report_size: booleanOption,
  list_vix: booleanOption,
  list_federated_remote: booleanOption,
};

export type Eventcount = Plain<'Eventcount', typeof OPTIONS>;

export const eventcount = defineCommand<Eventcount>({
  name: 'eventcount',
  doc: {
    syntax:
      'eventcount [summarize=<bool>] [index=<index>]... [report_size=<bool>] [list_vix=<bool>] [list_federated_remote=<bool>]',
    summary: 'Counts the events of indexes.',
    source: 'Splunk Search Reference, eventcount',
    options: {
      summarize: 'whether there is one count for all indexes; default: t',
      index: 'the indexes that count, with `*`; default: all',
      report_size: 'whether size_bytes is added, which is the length of the text of the events; default: f',
      list_vix: 'whether virtual indexes count; there are none here',
      list_federated_remote: 'whether indexes of other servers count; there are none here',
    },
    differs:
      'It counts the events of the run, of all times. An index without events is not listed, and there is no server.',
  },
  stands: 'first',
  parse: (cursor) => readPlain(cursor, 'Eventcount', 'eventcount', OPTIONS),
  plan: planEventcount,
});

function planEventcount({ options }: Eventcount, _input: Plan | undefined, { environment }: PlanContext): Plan {
  const { index: names, summarize = true, report_size: hasSize = false } = options;
  const events = scan({ kind: 'events' }, environment.catalog.events);
  const index = asText(fieldOf(events.schema, 'index'));
  const found = filter(events, inIndexes(names, events.schema));
  const length = call('length', 'number', asText(fieldOf(events.schema, '_raw')));
  const counts: NamedAggregate[] = [{ name: 'count', type: 'number', fn: 'count' }];
  if (hasSize) counts.push({ name: 'size_bytes', type: 'number', fn: 'sum', argument: length });
  if (summarize) return aggregate(found, [], counts);
  const by: Named[] = [{ name: 'index', expr: index }];
  const grouped = aggregate(filter(found, isNotNull(index)), by, counts);
  return select(grouped, ['count', 'index', ...(hasSize ? ['size_bytes'] : [])]);
}
