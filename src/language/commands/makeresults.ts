import type { Plan } from '../ir.ts';
import { booleanOption, choiceOption, integerOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { extend, rows } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { nothing, number } from '../plan/expr.ts';
import { fail } from '../plan/fail.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  count: integerOption,
  annotate: booleanOption,
  format: choiceOption('csv', 'json'),
  data: textOption,
  splunk_server: textOption,
  splunk_server_group: textOption,
};

export type Makeresults = Plain<'Makeresults', typeof OPTIONS>;

export const makeresults = defineCommand<Makeresults>({
  name: 'makeresults',
  doc: {
    syntax: 'makeresults [count=<count>] [annotate=<bool>] [format=csv|json data=<text>]',
    summary: 'Makes results out of nothing, or out of data in the search itself.',
    source: 'Splunk Search Reference, makeresults',
  },
  stands: 'first',
  parse: (cursor) => readPlain(cursor, 'Makeresults', 'makeresults', OPTIONS),
  plan: planMakeresults,
});

/** Fields that `annotate=true` adds, without values. */
const ANNOTATIONS = ['_raw', 'host', 'source', 'sourcetype', 'splunk_server', 'splunk_server_group'];

function planMakeresults(node: Makeresults, _input: Plan | undefined, { environment }: PlanContext): Plan {
  const { count, annotate, data, format } = node.options;
  if (data !== undefined || format !== undefined) {
    fail('SPL303', 'karst does not run makeresults with data of its own yet', node.span);
  }
  const added = annotate === true ? ANNOTATIONS.map((name) => ({ name, expr: nothing() })) : [];
  return extend(rows(Math.max(0, count ?? 1)), [{ name: '_time', expr: number(environment.now) }, ...added]);
}
