import type { AggregateCall, EvalExpr, FieldName, Node } from '../ast.ts';
import type { Plan } from '../ir.ts';
import { readAggregates, readByFields } from '../parse/aggregates.ts';
import type { Cursor } from '../parse/cursor.ts';
import { readEmbeddedEval } from '../parse/embedded.ts';
import { booleanOption, integerOption, type OptionValues, optionBag } from '../parse/options.ts';
import { spanOption } from '../parse/time-span.ts';
import type { PlanContext } from '../plan/context.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { addAggregates } from '../plan/running.ts';
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
  },
  stands: 'later',
  parse: readStreamstats,
  plan: planStreamstats,
});

const UNSUPPORTED = ['reset_before', 'reset_after', 'time_window'] as const;

function planStreamstats(node: Streamstats, given: Plan | undefined, context: PlanContext): Plan {
  const { options } = node;
  const flags = (['reset_on_change'] as const).filter((name) => options[name] === true);
  for (const name of [...flags, ...UNSUPPORTED.filter((option) => options[option] !== undefined)]) {
    fail('SPL303', `karst does not run streamstats with ${name}`, node.span);
  }
  const size = options.window ?? 0;
  if (size > 0 && node.by.length > 0 && options.global !== false) {
    fail('SPL303', 'karst does not run streamstats with a window over all groups', node.span, 'add global=false');
  }
  const following = options.current === false ? -1 : 0;
  const frame = size === 0 ? { following } : { preceding: size - 1 - following, following };
  return addAggregates(
    resultsOf(given),
    { calls: node.aggregates, by: node.by, frame, needsNumbers: options.allnum === true },
    context,
  );
}

function readStreamstats(cursor: Cursor): Streamstats {
  const options = optionBag(cursor, 'streamstats', OPTIONS);
  const aggregates = readAggregates(cursor, 'streamstats', { until: ['by'], readOption: options.read });
  const by = cursor.keyword('by') === undefined ? [] : readByFields(cursor);
  options.readAll();
  return { kind: 'Streamstats', aggregates, by, options: options.values, span: cursor.span() };
}
