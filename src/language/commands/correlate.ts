import type { Plan, Row } from '../ir.ts';
import { choiceOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import type { PlanContext } from '../plan/context.ts';
import { resultsOf } from '../plan/input.ts';
import { isInternal } from '../plan/schema.ts';
import { condense, type NewRow } from '../plan/tabulate.ts';
import { cooccurrences } from '../statistics/cooccurrence.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { type: choiceOption('cocur') };

export type Correlate = Plain<'Correlate', typeof OPTIONS>;

export const correlate = defineCommand<Correlate>({
  name: 'correlate',
  doc: {
    syntax: 'correlate [type=cocur]',
    summary: 'Tells how often each pair of fields occurs together.',
    source: 'Splunk Search Reference, correlate',
    options: { type: 'cocur, the share of results with both fields; there is no other' },
    differs:
      'A figure is the number of results with both fields over the number of those with one of them or both, so that 1 says that they always come together; Splunk does not say what it divides by. Internal fields are left out.',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Correlate', 'correlate', OPTIONS),
  plan: planCorrelate,
});

/** Source: limits.conf, [correlate] maxfields. */
const MOST_FIELDS = 1000;

async function planCorrelate(_node: Correlate, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const counts = cooccurrences(MOST_FIELDS);
  const add = (row: Row): void => counts.add(Object.keys(row).filter((name) => !isInternal(name)));
  const table = () => {
    const { names, isCut, share } = counts.result();
    if (isCut) {
      context.environment.warn?.(`correlate: more than ${MOST_FIELDS} fields; some of them were left out`);
    }
    const rows = names.map((name): NewRow => {
      return new Map<string, string | number>([
        ['RowField', name],
        ...names.map((other): [string, number] => [other, share(name, other)]),
      ]);
    });
    return { columns: ['RowField', ...names], rows };
  };
  return await condense(resultsOf(given), { add, table }, context);
}
