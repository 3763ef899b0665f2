import type { Node, Pipeline } from '../ast.ts';
import type { Plan } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import { booleanOption, type OptionValues, optionBag } from '../parse/options.ts';
import { union } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { resultsOf } from '../plan/input.ts';
import { computedOnce } from '../plan/kept.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { run_in_preview: booleanOption };

export type Appendpipe = Node<
  'Appendpipe',
  {
    /** Works on a copy of the current results. */
    pipeline: Pipeline;
    options: OptionValues<typeof OPTIONS>;
  }
>;

export const appendpipe = defineCommand<Appendpipe>({
  name: 'appendpipe',
  doc: {
    syntax: 'appendpipe [run_in_preview=<bool>] [<pipeline>]',
    summary: 'Runs a pipeline over the current results and adds what it gives behind them.',
    source: 'Splunk Search Reference, appendpipe',
    options: { run_in_preview: 'whether Splunk shows what the pipeline gives before it is complete' },
    differs: 'run_in_preview has no effect: results are shown when they are complete',
  },
  stands: 'later',
  parse: readAppendpipe,
  plan: planAppendpipe,
});

async function planAppendpipe(node: Appendpipe, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const input = await computedOnce(resultsOf(given), context);
  return union([input, await context.pipeline(node.pipeline.commands, input)]);
}

function readAppendpipe(cursor: Cursor): Appendpipe {
  const options = optionBag(cursor, 'appendpipe', OPTIONS);
  options.readAll();
  const pipeline = cursor.subsearch('continuing');
  return { kind: 'Appendpipe', pipeline, options: options.values, span: cursor.span() };
}
