import type { AggregateCall, EvalExpr, FieldName, Node } from '../ast.ts';
import { readAggregates, readByFields } from '../parse/aggregates.ts';
import type { Cursor } from '../parse/cursor.ts';
import { readEmbeddedEval } from '../parse/embedded.ts';
import { booleanOption, integerOption, type OptionValues, optionBag } from '../parse/options.ts';
import { spanOption } from '../parse/time-span.ts';
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
});

function readStreamstats(cursor: Cursor): Streamstats {
  const options = optionBag(cursor, 'streamstats', OPTIONS);
  const aggregates = readAggregates(cursor, 'streamstats', { until: ['by'], readOption: options.read });
  const by = cursor.keyword('by') === undefined ? [] : readByFields(cursor);
  options.readAll();
  return { kind: 'Streamstats', aggregates, by, options: options.values, span: cursor.span() };
}
