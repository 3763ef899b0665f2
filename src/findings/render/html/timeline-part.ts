import { formatCount } from '../../../shared/figures.ts';
import { isoTime } from '../../time.ts';
import type { Gathered } from './gathered.ts';
import type { Bar, Bars } from './histogram.ts';
import { type Child, element, type Markup } from './markup.ts';
import { SEVERITIES } from './summary-part.ts';
import { folded, severityMarkup, table, timeMarkup } from './words.ts';

const MOST_BARS = 120;
const HEIGHT = 100;

/** A lone bar is not as wide as the page. */
const FEWEST_PLACES = 30;

/** Findings over time, by severity: a drawing, and the same as a table. */
export function timelinePart({ histogram, timeless }: Gathered): Markup {
  const bars = histogram.bars(MOST_BARS);
  return element(
    'section',
    { id: 'timeline', 'aria-labelledby': 'timeline-title' },
    element('h2', { id: 'timeline-title' }, 'Timeline'),
    ...(bars.bars.length === 0 ? [element('p', {}, 'No finding tells a time.')] : drawn(bars)),
    timeless > 0
      ? element('p', { class: 'left-out' }, `Not drawn, since they tell no time: ${formatCount(timeless, 'finding')}`)
      : undefined,
  );
}

function drawn({ bars, seconds }: Bars): readonly Child[] {
  const [first, last] = [bars[0]?.from ?? 0, bars.at(-1)?.from ?? 0];
  const places = Math.round((last - first) / seconds) + 1;
  const highest = bars.reduce((most, bar) => Math.max(most, totalOf(bar)), 0);
  const title = `Findings by time: ${formatCount(places, 'bar')} of ${duration(seconds)}, the highest ${formatCount(highest, 'finding')}`;
  const rects = bars.flatMap((bar) => stack(bar, Math.round((bar.from - first) / seconds), highest));
  const svg = element(
    'svg',
    {
      viewBox: `0 0 ${Math.max(places, FEWEST_PLACES)} ${HEIGHT}`,
      preserveAspectRatio: 'none',
      role: 'img',
      'aria-label': title,
      class: 'bars',
    },
    ...rects,
  );
  const axis = element('div', { class: 'axis' }, timeMarkup(isoTime(first)), timeMarkup(isoTime(last + seconds)));
  const rows = bars.map((bar) => [
    timeMarkup(isoTime(bar.from)),
    totalOf(bar),
    ...SEVERITIES.map((one) => bar.counts.get(one) ?? 0),
  ]);
  return [
    element('p', { class: 'quiet' }, `${title}. Times are UTC.`),
    element('div', { class: 'chart' }, svg, axis),
    element(
      'ul',
      { class: 'plain key' },
      ...SEVERITIES.filter((one) => bars.some(({ counts }) => counts.has(one))).map((one) =>
        element('li', {}, severityMarkup(one)),
      ),
    ),
    folded('The same as a table', 'counts', table(['From', 'Findings', ...SEVERITIES], rows)),
  ];
}

/** The most severe at the bottom. */
function stack(bar: Bar, place: number, highest: number): readonly Markup[] {
  let top = HEIGHT;
  return SEVERITIES.flatMap((severity) => {
    const count = bar.counts.get(severity);
    if (count === undefined) return [];
    const height = (count / highest) * HEIGHT;
    top -= height;
    const title = `${isoTime(bar.from)}: ${count} ${severity}`;
    const shape = { x: place + 0.05, y: rounded(top), width: 0.9, height: rounded(height), class: severity };
    return [element('rect', shape, element('title', {}, title))];
  });
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function totalOf({ counts }: Bar): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

/** From the longest. */
const UNITS = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
] as const;

function duration(seconds: number): string {
  const [size, unit] = UNITS.find(([one]) => seconds % one === 0) ?? UNITS[3];
  return formatCount(seconds / size, unit);
}
