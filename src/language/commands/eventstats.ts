import type { AggregateCall, FieldName, Node } from '../ast.ts';
import type { Plan } from '../ir.ts';
import { readAggregates, readByFields } from '../parse/aggregates.ts';
import type { Cursor } from '../parse/cursor.ts';
import { booleanOption, type OptionValues, optionBag } from '../parse/options.ts';
import type { PlanContext } from '../plan/context.ts';
import { resultsOf } from '../plan/input.ts';
import { addAggregates } from '../plan/running.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { allnum: booleanOption };

export type Eventstats = Node<
  'Eventstats',
  {
    aggregates: readonly AggregateCall[];
    /** Empty without BY. */
    by: readonly FieldName[];
    options: OptionValues<typeof OPTIONS>;
  }
>;

export const eventstats = defineCommand<Eventstats>({
  name: 'eventstats',
  doc: {
    syntax: 'eventstats [allnum=<bool>] <function>(<field>) [AS <name>]... [BY <fields>]',
    summary: 'Adds statistics over all results, or over its group, to each result.',
    source: 'Splunk Search Reference, eventstats',
    options: {
      allnum: 'whether functions over numbers give nothing for fields that hold other values too; false',
    },
  },
  stands: 'later',
  parse: readEventstats,
  plan: planEventstats,
});

function planEventstats(node: Eventstats, given: Plan | undefined, context: PlanContext): Plan {
  const needsNumbers = node.options.allnum === true;
  return addAggregates(
    resultsOf(given),
    { calls: node.aggregates, by: node.by, frame: 'partition', needsNumbers },
    context,
  );
}

function readEventstats(cursor: Cursor): Eventstats {
  const options = optionBag(cursor, 'eventstats', OPTIONS);
  const aggregates = readAggregates(cursor, 'eventstats', { until: ['by'], readOption: options.read });
  const by = cursor.keyword('by') === undefined ? [] : readByFields(cursor);
  options.readAll();
  return { kind: 'Eventstats', aggregates, by, options: options.values, span: cursor.span() };
}
