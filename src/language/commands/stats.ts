import type { AggregateCall, FieldName, Node } from '../ast.ts';
import type { Plan } from '../ir.ts';
import { readAggregates, readByFields } from '../parse/aggregates.ts';
import type { Cursor } from '../parse/cursor.ts';
import { booleanOption, integerOption, type OptionValues, optionBag, textOption } from '../parse/options.ts';
import { checkOutputs, expandAggregates, group, readsUnknownFields } from '../plan/aggregate.ts';
import type { PlanContext } from '../plan/context.ts';
import { presentGate } from '../plan/gate.ts';
import { resultsOf } from '../plan/input.ts';
import { fieldOf } from '../plan/schema.ts';
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
    options: {
      allnum: 'whether numeric statistics are left out where a value is no number; default: f',
      delim: 'what stands between values where a multivalue field is shown as one text: it changes no result',
      partitions: 'into how many parts Splunk divides the work: it changes no result',
      dedup_splitvals: 'whether a value that is repeated in a multivalue field of BY counts once; default: f',
    },
  },
  stands: 'later',
  parse: readStats,
  plan: planStats,
  gate: ({ by }, given) => presentGate(by, resultsOf(given)),
});

function planStats(node: Stats, given: Plan | undefined, context: PlanContext): Plan {
  const input = resultsOf(given);
  // `partitions` and `delim` change how results are computed and shown, not what they are.
  const names = new Set(node.by.map(({ name }) => name));
  const calls = expandAggregates(node.aggregates, input.schema, names);
  checkOutputs(calls, names);
  return group(input, {
    calls,
    keys: [...names].map((name) => ({ name, expr: fieldOf(input.schema, name) })),
    scope: { context, schema: input.schema },
    needsNumbers: node.options.allnum === true,
    hasDistinctKeys: node.options.dedup_splitvals === true,
    isOpen: readsUnknownFields(node.aggregates, input.schema),
  });
}

function readStats(cursor: Cursor): Stats {
  const options = optionBag(cursor, 'stats', OPTIONS);
  const aggregates = readAggregates(cursor, 'stats', { until: ['by'], readOption: options.read });
  const by = cursor.keyword('by') === undefined ? [] : readByFields(cursor);
  options.readAll();
  return { kind: 'Stats', aggregates, by, options: options.values, span: cursor.span() };
}
