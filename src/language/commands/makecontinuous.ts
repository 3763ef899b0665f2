import type { Expr, Plan, Row } from '../ir.ts';
import { integerOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { spanOption } from '../parse/time-span.ts';
import { isAligned, spanBucket } from '../plan/bucket.ts';
import { extend, filter } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { bucketsAt, filledBuckets } from '../plan/continuous.ts';
import { asNumber } from '../plan/convert.ts';
import { and, isNotNull } from '../plan/expr.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { computedOnce } from '../plan/kept.ts';
import { fieldOf, visibleColumns } from '../plan/schema.ts';
import { alignment, boundsOf, chosenSpan, nextBucket, rangeOf, type TimeSpan, within } from '../plan/spans.ts';
import { tabulate } from '../plan/tabulate.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { bins: integerOption, span: spanOption, start: textOption, end: textOption, aligntime: textOption };

/** The word is the field; `_time` where there is none. */
export type Makecontinuous = Plain<'Makecontinuous', typeof OPTIONS>;

export const makecontinuous = defineCommand<Makecontinuous>({
  name: 'makecontinuous',
  doc: {
    syntax: 'makecontinuous [<field>] [span=<span>] [bins=<count>] [start=<n>] [end=<n>] [aligntime=<time>]',
    summary: 'Adds results for the buckets of a field that have none.',
    source: 'Splunk Search Reference, makecontinuous',
    options: {
      span: 'how wide the buckets are; found from the values where it is left out',
      bins: 'how many buckets there are at most; 100',
      start: 'where buckets begin; what is below is left out',
      end: 'where they end; what is above is left out',
      aligntime: 'where a bucket of time begins: a time, `earliest` or `latest`',
    },
    differs: 'Values are put to the start of their bucket. Spans of powers (`log2`) are not run.',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Makecontinuous', 'makecontinuous', OPTIONS, { words: [0, 1] }),
  plan: planMakecontinuous,
});

/** Values go to the start of their bucket; results come in the order of the buckets. */
async function planMakecontinuous(node: Makecontinuous, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { bins, aligntime } = node.options;
  const name = node.words[0]?.name ?? '_time';
  const input = await computedOnce(resultsOf(given), context);
  const value = asNumber(fieldOf(input.schema, name));
  const bounds = boundsOf(node.options, node.span);
  const choice = {
    ...(node.options.span && { span: node.options.span }),
    ...(bins !== undefined && { bins }),
    ...bounds,
  };
  const span = await chosenSpan(input, name, choice, node.span, context);
  const found = await rangeOf(input, name, context);
  if (span === undefined || (found === undefined && context.environment.isAheadOfData !== true)) return input;
  if (span.kind === 'Log') fail('SPL303', 'karst does not run makecontinuous with a span of powers', node.span);
  const steps: TimeSpan = span.kind === 'Time' ? span : { kind: 'Time', amount: span.amount, unit: 's' };
  if (!isAligned(steps))
    fail('SPL303', 'karst does not run makecontinuous with a snap in its span', node.span, 'use aligntime');
  const align = alignment(aligntime, node.span, context);
  const bucketOf = (one: Expr) => spanBucket(one, steps, align);
  const [from, to] = found ?? [0, 0];
  const [first, last] = await bucketsAt([bounds.start ?? from, bounds.end ?? to], bucketOf, context);
  const next = (at: number) => nextBucket(at, steps, context.environment.timezone);
  const bucketed = extend(filter(input, and(isNotNull(value), ...within(value, bounds))), [
    { name, expr: bucketOf(value) },
  ]);
  const columns = visibleColumns(bucketed.schema).map((column) => column.name);
  const make = (rows: readonly Row[]) => ({
    columns,
    rows: filledBuckets(
      rows.map((row) => new Map(Object.entries(row))),
      name,
      { first, last, next },
      new Map(),
      node.span,
    ),
  });
  return await tabulate(bucketed, make, context);
}
