import type { AggregateCall, EvalExpr, FieldName, Node } from '../ast.ts';
import type { NamedWindow, Plan } from '../ir.ts';
import { readAggregates, readByFields } from '../parse/aggregates.ts';
import type { Cursor } from '../parse/cursor.ts';
import { readEmbeddedEval } from '../parse/embedded.ts';
import { booleanOption, integerOption, type OptionValues, optionBag } from '../parse/options.ts';
import { spanOption } from '../parse/time-span.ts';
import type { PlanContext } from '../plan/context.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { withReach } from '../plan/reach.ts';
import { addAggregates } from '../plan/running.ts';
import { withSections } from '../plan/sections.ts';
import { secondsIn } from '../plan/spans.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  reset_on_change: booleanOption,
  reset_before: (cursor: Cursor): EvalExpr => readEmbeddedEval(cursor),
  reset_after: (cursor: Cursor): EvalExpr => readEmbeddedEval(cursor),
  current: booleanOption,
  window: integerOption,
  time_window: spanOption,
  global: booleanOption,
  allnum: booleanOption,
};

export type Streamstats = Node<
  'Streamstats',
  {
    aggregates: readonly AggregateCall[];
    /** Empty without BY. */
    by: readonly FieldName[];
    options: OptionValues<typeof OPTIONS>;
  }
>;

export const streamstats = defineCommand<Streamstats>({
  name: 'streamstats',
  doc: {
    syntax:
      'streamstats [current=<bool>] [window=<count>] [time_window=<span>] [global=<bool>] [reset_on_change=<bool>] [reset_before=(<eval expression>)] [reset_after=(<eval expression>)] <function>(<field>) [AS <name>]... [BY <fields>]',
    summary: 'Adds running statistics: over the results up to each one.',
    source: 'Splunk Search Reference, streamstats',
    options: {
      current: 'whether a result counts in its own statistics; true',
      window: 'how many of the last results count; 0, all',
      time_window: 'how far in time from a result others may lie to count in its statistics; as far as they like',
      global: 'whether the window is over the results of all groups, not over those of each group; true',
      reset_on_change: 'whether all begins anew where a BY field is another than in the result before; false',
      reset_before: 'all begins anew with a result for which this is true',
      reset_after: 'all begins anew behind a result for which this is true',
      allnum: 'whether functions over numbers give nothing for fields that hold other values too; false',
    },
    differs: 'reset_after cannot read what streamstats itself computes',
  },
  stands: 'later',
  parse: readStreamstats,
  plan: planStreamstats,
});

async function planStreamstats(node: Streamstats, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { options, by, aggregates } = node;
  const { input, frame } = await withFrame(resultsOf(given), node, context);
  const { plan, parts } = withSections(
    input,
    {
      change: options.reset_on_change === true ? by : [],
      ...(options.reset_before !== undefined && { before: options.reset_before }),
      ...(options.reset_after !== undefined && { after: options.reset_after }),
      outputs: aggregates.map(({ output }) => output),
    },
    context,
  );
  return addAggregates(plan, { calls: aggregates, by, frame, parts, needsNumbers: options.allnum === true }, context);
}

/** The results that each one's statistics are over. A window over all groups, or over time, is measured beforehand. */
async function withFrame(
  input: Plan,
  node: Streamstats,
  context: PlanContext,
): Promise<{ input: Plan; frame: NamedWindow['frame'] }> {
  const { options, by, span } = node;
  const size = options.window ?? 0;
  if (size < 0) fail('SPL106', 'window takes a number of results, or 0 for all', span);
  const following = options.current === false ? -1 : 0;
  const isOverAll = size > 0 && by.length > 0 && options.global !== false;
  if (options.time_window === undefined && !isOverAll) {
    return { input, frame: size === 0 ? { following } : { preceding: size - 1 - following, following } };
  }
  const { plan, reach } = await withReach(
    input,
    {
      by,
      ...(size > 0 && (isOverAll ? { results: size } : { ownResults: size })),
      ...(options.time_window !== undefined && { seconds: secondsIn(options.time_window, 'time_window', span) }),
      isCurrentIn: following === 0,
    },
    context,
  );
  return { input: plan, frame: { reach, following } };
}

function readStreamstats(cursor: Cursor): Streamstats {
  const options = optionBag(cursor, 'streamstats', OPTIONS);
  const aggregates = readAggregates(cursor, 'streamstats', { until: ['by'], readOption: options.read });
  const by = cursor.keyword('by') === undefined ? [] : readByFields(cursor);
  options.readAll();
  return { kind: 'Streamstats', aggregates, by, options: options.values, span: cursor.span() };
}
