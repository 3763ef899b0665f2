import type { Node } from '../ast.ts';
import type { Plan } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import { choiceOption, type OptionValues, optionBag, textOption } from '../parse/options.ts';
import { type SpanValue, spanOption } from '../parse/time-span.ts';
import type { PlanContext } from '../plan/context.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { computedOnce } from '../plan/kept.ts';
import { isInternal, visibleColumns } from '../plan/schema.ts';
import { rangeOf, type TimeSpan } from '../plan/spans.ts';
import { tabulate } from '../plan/tabulate.ts';
import { endOf, periodsOf, periodTimes, wrapped } from '../plan/time-wrap.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  align: choiceOption('now', 'end'),
  series: choiceOption('relative', 'exact', 'short'),
  time_format: textOption,
};

export type Timewrap = Node<'Timewrap', { period: SpanValue; options: OptionValues<typeof OPTIONS> }>;

export const timewrap = defineCommand<Timewrap>({
  name: 'timewrap',
  doc: {
    syntax: 'timewrap <span> [align=now|end] [series=relative|exact|short] [time_format=<format>]',
    summary: 'Lays the periods of a timechart over each other.',
    source: 'Splunk Search Reference, timewrap',
    options: {
      '<span>': 'how long a period is, for example day or 2weeks',
      align: 'end: periods end with the time range of the search; now: with the time of the search; end',
      series:
        'how series are called: relative (1week_before), short (s1) or exact (the time at which they begin); relative',
      time_format: 'with series=exact, how that time is written',
    },
    differs:
      'in a search over all time the last period ends with the last result. Several series have their own name before that of the period: ok_1week_before',
  },
  stands: 'later',
  parse: readTimewrap,
  plan: planTimewrap,
});

const PERIODS_LIMIT = 1000;

async function planTimewrap(node: Timewrap, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { options, span } = node;
  const period = periodSpan(node);
  if (options.series === 'exact' && options.time_format === undefined) {
    fail('SPL109', 'series=exact takes a time_format', span, 'write it like time_format="%Y-%m-%d"');
  }
  const input = await computedOnce(resultsOf(given), context);
  const range = await rangeOf(input, '_time', context);
  if (range === undefined) return input;
  const end = await endOf(input, range[1], options.align ?? 'end', context);
  const starts = periodsOf(range[0], end, period, context.environment.timezone, PERIODS_LIMIT);
  if (starts.length > PERIODS_LIMIT) {
    fail('SPL303', `more than ${PERIODS_LIMIT} periods`, span, 'give a longer span, or a shorter range of time');
  }
  const names = await namesOf(starts, node, period, context);
  const series = visibleColumns(input.schema)
    .map(({ name }) => name)
    .filter((name) => !isInternal(name));
  const title = (field: string, index: number) => {
    const name = names[index] ?? String(index);
    return series.length === 1 ? name : `${field}_${name}`;
  };
  const shape = { starts, end, period, timezone: context.environment.timezone, series, title };
  return await tabulate(input, (rows) => wrapped(rows, shape), context);
}

function periodSpan({ period, span }: Timewrap): TimeSpan {
  const isWhole = period.kind === 'Time' && period.snap === undefined && Number.isInteger(period.amount);
  if (isWhole && UNIT_WORDS[period.unit] !== undefined) return period;
  return fail('SPL116', 'timewrap takes a time', span, 'a span is a number and a unit: 1h, day, 2weeks, month');
}

const UNIT_WORDS: Partial<Record<TimeSpan['unit'], string>> = {
  s: 'second',
  m: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
  mon: 'month',
  q: 'quarter',
  y: 'year',
};

/** How the periods are called, the latest first. */
async function namesOf(
  starts: readonly number[],
  { options }: Timewrap,
  { amount, unit }: TimeSpan,
  context: PlanContext,
): Promise<readonly string[]> {
  const { series = 'relative', time_format: format = '' } = options;
  if (series === 'exact') return await periodTimes(starts, format, context);
  const word = UNIT_WORDS[unit] ?? unit;
  return starts.map((_, index) => {
    if (series === 'short') return `s${index}`;
    if (index === 0) return `latest_${amount === 1 ? '' : amount}${word}`;
    const count = index * amount;
    return `${count}${word}${count === 1 ? '' : 's'}_before`;
  });
}

function readTimewrap(cursor: Cursor): Timewrap {
  const options = optionBag(cursor, 'timewrap', OPTIONS);
  options.readAll();
  const period = spanOption(cursor, 'timewrap');
  options.readAll();
  return { kind: 'Timewrap', period, options: options.values, span: cursor.span() };
}
