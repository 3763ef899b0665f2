import type { Plan } from '../ir.ts';
import { booleanOption, choiceOption, integerOption, numberOption } from '../parse/options.ts';
import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import { anomalousValues } from '../plan/anomalous-values.ts';
import type { PlanContext } from '../plan/context.ts';
import { fail } from '../plan/fail.ts';
import { improbableResults } from '../plan/improbable-results.ts';
import { defineCommand } from './define.ts';
import { outlier } from './outlier.ts';

const OPTIONS = {
  method: choiceOption('histogram', 'zscore', 'iqr'),
  action: choiceOption('filter', 'annotate', 'summary', 'remove', 'rm', 'transform', 'tf'),
  pthresh: numberOption,
  cutoff: booleanOption,
  minsupcount: integerOption,
  minsupfreq: numberOption,
  minnormfreq: numberOption,
  maxanofreq: numberOption,
  param: numberOption,
  uselower: booleanOption,
  mark: booleanOption,
};

export type Anomalydetection = Plain<'Anomalydetection', typeof OPTIONS>;

export const anomalydetection = defineCommand<Anomalydetection>({
  name: 'anomalydetection',
  doc: {
    syntax:
      'anomalydetection [method=histogram|zscore|iqr] [action=filter|annotate|summary|remove|transform] [pthresh=<n>] [cutoff=<bool>] [<option of anomalousvalue or outlier>]... [<field>...]',
    summary: 'Finds results whose combination of values is improbable.',
    source: 'Splunk Search Reference, anomalydetection',
    options: {
      method: 'histogram, zscore (what anomalousvalue does) or iqr (what outlier does); histogram by default',
      action:
        'filter keeps the anomalies, annotate all results, summary counts them; iqr takes remove and transform; filter and transform by default',
      pthresh: 'the probability below which a result is an anomaly; found from the results by default, 0.01 for zscore',
      cutoff: 'whether no more than a few results are anomalies; true by default, for histogram only',
      'minsupcount, minsupfreq, minnormfreq, maxanofreq': 'as anomalousvalue takes them, for zscore only',
      'param, uselower, mark': 'as outlier takes them, for iqr only',
    },
    differs:
      'Splunk says neither how it makes its histograms nor what cutoff does: bins are as wide as Freedman and Diaconis say, and with cutoff=true the least probable 5 percent of the results are anomalies at most. Fields that a result does not have are left out of its product. Of each field the first 100000 values are counted.',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Anomalydetection', 'anomalydetection', OPTIONS, { words: [0, MANY] }),
  plan: planAnomalydetection,
});

const METHOD_OPTIONS = {
  histogram: ['pthresh', 'cutoff'],
  zscore: ['pthresh', 'minsupcount', 'minsupfreq', 'minnormfreq', 'maxanofreq'],
  iqr: ['param', 'uselower', 'mark'],
} as const;

async function planAnomalydetection(
  node: Anomalydetection,
  given: Plan | undefined,
  context: PlanContext,
): Promise<Plan> {
  const { method = 'histogram', action, ...options } = node.options;
  const fitting: readonly string[] = METHOD_OPTIONS[method];
  for (const name of Object.keys(options)) {
    if (!fitting.includes(name)) fail('SPL106', `method=${method} takes no ${name}`, node.span);
  }
  if (options.pthresh !== undefined && !(options.pthresh > 0 && options.pthresh <= 1)) {
    fail('SPL106', `pthresh is a number above 0 and up to 1, found ${options.pthresh}`, node.span);
  }
  if (method === 'iqr') return await outliers(node, given, context);
  if (action !== undefined && action !== 'filter' && action !== 'annotate' && action !== 'summary') {
    return fail('SPL106', `method=${method} takes no action=${action}`, node.span);
  }
  const chosen = { ...options, ...(action !== undefined && { action }) };
  return method === 'zscore'
    ? await anomalousValues(given, node.words, chosen, context)
    : await improbableResults(given, node.words, chosen, context);
}

async function outliers(node: Anomalydetection, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { action = 'transform', param, uselower, mark } = node.options;
  if (action === 'filter' || action === 'annotate' || action === 'summary' || outlier.plan === undefined) {
    return fail('SPL106', `method=iqr takes no action=${action}`, node.span);
  }
  const options = {
    action,
    ...(param !== undefined && { param }),
    ...(uselower !== undefined && { uselower }),
    ...(mark !== undefined && { mark }),
  };
  return await outlier.plan({ ...node, kind: 'Outlier', options }, given, context);
}
