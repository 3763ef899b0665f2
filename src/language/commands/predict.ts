import type { Node } from '../ast.ts';
import type { Plan } from '../ir.ts';
import { type PredictionGroup, readPredictionGroups } from '../parse/predict.ts';
import type { PlanContext } from '../plan/context.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { withPredictions } from '../plan/predictions.ts';
import { tabulate } from '../plan/tabulate.ts';
import { defineCommand } from './define.ts';

export type Predict = Node<'Predict', { groups: readonly PredictionGroup[] }>;

export const predict = defineCommand<Predict>({
  name: 'predict',
  doc: {
    syntax:
      'predict (<field> [AS <name>]... [algorithm=<name>] [correlate=<field>] [future_timespan=<count>] [holdback=<count>] [period=<count>] [suppress=<field>] [upper<n>=<name>] [lower<n>=<name>])...',
    summary: 'Continues a series of numbers into the future.',
    source: 'Splunk Search Reference, predict',
    options: {
      algorithm:
        'LL (a level), LLT (a level and a trend), LLP (a cycle), LLP5 (a trend and, where there is one, a cycle), LLB (from another field), BiLL (two fields together); LLP5 by default',
      correlate: 'the other field of LLB',
      future_timespan: 'how many points behind the known ones are predicted; 5 by default',
      holdback: 'how many of the last values are not used; 0 by default',
      period: 'the length of the cycle in results; found from the values by default',
      suppress: 'a predicted field that is not shown',
      'upper<n>, lower<n>':
        'the bound of a confidence of n percent, and the name that its field begins with; upper95 and lower95 by default: upper95(prediction(count))',
    },
    differs:
      'The variances of the models are those of the greatest likelihood; Splunk does not say how it finds its own, so that figures may differ. A cycle has one level for each of its places. A field with too few values, or without a cycle for LLP, is no error: it has no predictions and a warning says why.',
  },
  stands: 'later',
  parse: (cursor) => ({ kind: 'Predict', groups: readPredictionGroups(cursor), span: cursor.span() }),
  plan: planPredict,
});

/** Results ahead are kept in memory. */
const MOST_AHEAD = 100_000;

async function planPredict(node: Predict, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  for (const group of node.groups) checkGroup(group);
  const warn = (message: string) => context.environment.warn?.(message);
  return await tabulate(resultsOf(given), (rows) => withPredictions(rows, node.groups, warn), context);
}

function checkGroup({ options, predictions, span }: PredictionGroup): void {
  const { algorithm, future_timespan: ahead = 0, holdback = 0, period = 2, correlate, nullify } = options;
  if (nullify !== undefined) fail('SPL303', 'karst does not run predict with nullify', span, 'leave it out');
  if (ahead < 0 || ahead > MOST_AHEAD) {
    fail('SPL106', `future_timespan is a number from 0 to ${MOST_AHEAD}, found ${ahead}`, span);
  }
  if (holdback < 0) fail('SPL106', `holdback is a number from 0, found ${holdback}`, span);
  if (period < 2) fail('SPL106', `period is a number from 2, found ${period}`, span);
  if (algorithm === 'llb') {
    if (correlate === undefined) fail('SPL109', 'LLB takes correlate=<field>', span);
    if (options.future_timespan !== undefined) fail('SPL106', 'LLB takes no future_timespan', span, 'use holdback');
  }
  if (algorithm === 'bill' && predictions.length !== 2) fail('SPL109', 'BiLL predicts two fields', span);
}
