import type { Span } from '../../shared/span.ts';
import type { Column, Expr, Plan } from '../ir.ts';
import { textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { type SpanValue, spanOption } from '../parse/time-span.ts';
import { project } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { asNumber } from '../plan/convert.ts';
import { call, nothing, text } from '../plan/expr.ts';
import { fail } from '../plan/fail.ts';
import { fieldOf } from '../plan/schema.ts';
import { nextBucket, type TimeSpan } from '../plan/spans.ts';
import { literalRows, type NewRow } from '../plan/tabulate.ts';
import { relativeTime, resolveTime } from '../time/modifier.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { start: textOption, end: textOption, increment: spanOption };

export type Gentimes = Plain<'Gentimes', typeof OPTIONS>;

export const gentimes = defineCommand<Gentimes>({
  name: 'gentimes',
  doc: {
    syntax: 'gentimes start=<day> [end=<day>] [increment=<span>]',
    summary: 'Makes a result for each range of time from one day to another.',
    source: 'Splunk Search Reference, gentimes',
    options: {
      start: 'MM/DD/YYYY, MM/DD/YYYY:HH:MM:SS, or a number of days from today, such as -5',
      end: 'where the ranges end, in the same forms; the last midnight',
      increment: 'how long a range is, in seconds, minutes, hours or days; 1d',
    },
    differs: 'at most 100,000 ranges',
  },
  stands: 'first',
  parse: (cursor) => readPlain(cursor, 'Gentimes', 'gentimes', OPTIONS),
  plan: planGentimes,
});

const RANGES_LIMIT = 100_000;
const HUMAN = '%a %b %e %H:%M:%S %Y';
const COLUMNS = ['starttime', 'endtime'].map((name): Column => ({ name, type: 'number' }));

async function planGentimes(node: Gentimes, _input: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { start, end = '0', increment } = node.options;
  if (start === undefined) return fail('SPL109', 'gentimes takes a start', node.span, 'write it like start=-7');
  const from = timeOf(start, node.span, context);
  const to = timeOf(end, node.span, context);
  const made = await literalRows(
    COLUMNS,
    rangesOf(from, to, incrementOf(increment, node.span), node.span, context),
    context,
  );
  const [first, last] = COLUMNS.map(({ name }) => asNumber(fieldOf(made.schema, name)));
  const human = (time: Expr = nothing()) => call('formatTime', 'text', time, text(HUMAN));
  return project(made, [
    { name: 'starttime', expr: first ?? nothing() },
    { name: 'starthuman', expr: human(first) },
    { name: 'endtime', expr: last ?? nothing() },
    { name: 'endhuman', expr: human(last) },
  ]);
}

/** Ranges one behind the other; each ends a second before the next begins. */
function rangesOf(from: number, to: number, span: TimeSpan, place: Span, { environment }: PlanContext): NewRow[] {
  const ranges: NewRow[] = [];
  for (let start = from; start < to; ) {
    if (ranges.length >= RANGES_LIMIT)
      fail('SPL303', `more than ${RANGES_LIMIT} ranges`, place, 'give a longer increment');
    const next = nextBucket(start, span, environment.timezone);
    ranges.push(
      new Map([
        ['starttime', start],
        ['endtime', next - 1],
      ]),
    );
    start = next;
  }
  return ranges;
}

/** A day, a second of a day, or a number of days from today. */
function timeOf(value: string, span: Span, { environment }: PlanContext): number {
  const { now, timezone } = environment;
  const days = /^[+-]?\d{1,6}$/.test(value) ? Number(value) : undefined;
  const time =
    days === undefined
      ? resolveTime(/^\d+\/\d+\/\d+$/.test(value) ? `${value}:00:00:00` : value, now, timezone)
      : relativeTime(now, days < 0 ? `${days}d@d` : `+${days}d@d`, timezone);
  if (time !== undefined && (days !== undefined || value.includes('/'))) return time;
  return fail('SPL116', `"${value}" is no day`, span, 'a day is like 10/31/2024, 10/31/2024:18:00:00 or -7');
}

function incrementOf(value: SpanValue | undefined, span: Span): TimeSpan {
  if (value === undefined) return { kind: 'Time', amount: 1, unit: 'd' };
  const isTime = value.kind === 'Time' && value.snap === undefined && ['s', 'm', 'h', 'd'].includes(value.unit);
  if (isTime && value.amount >= 1 && Number.isInteger(value.amount)) return value;
  return fail('SPL116', 'increment takes a whole number of seconds, minutes, hours or days', span, 'for example 1d');
}
