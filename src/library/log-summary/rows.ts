import type { Row } from '../../language/index.ts';
import type { Count } from './counts.ts';
import type { CountedKind, LogSummary } from './log-summary.ts';

/** The columns that the rows of a summary may have, in order. */
export const SUMMARY_COLUMNS: readonly string[] = [
  'section',
  'name',
  'count',
  'error',
  'first',
  'last',
  'host',
  'user',
  'source',
  'seconds',
  'usual_seconds',
  'others',
  'details',
];

/** Kinds of names in the order of a summary. */
export const COUNTED_KINDS: readonly CountedKind[] = [
  'host',
  'sourcetype',
  'source',
  'channel',
  'event',
  'user',
  'sign-in',
  'account',
  'account failed',
  'sign-in from',
  'process',
];

/**
 * A summary as rows: `section` says what each is about. Counts are exact, but for those with an `error`: they are at
 * least `count` and at most `count` and `error`. Times are ISO 8601 in UTC, absent where there is none.
 *
 * @param top names of each kind
 */
export function summaryRows(summary: LogSummary, top: number): readonly Row[] {
  const { events, first, last, counts, tally } = summary;
  return [
    { section: 'events', name: 'all', count: events, ...period(first, last) },
    { section: 'read', name: 'files', count: tally.files },
    { section: 'read', name: 'bytes', count: tally.bytes },
    ...[...tally.skipped].map(([name, count]) => ({ section: 'skipped', name, count })),
    ...missingRows(summary),
    ...COUNTED_KINDS.flatMap((kind) => counts[kind].top(top).map((count) => countRow(kind, count))),
    ...counts.process.rarest(top).map((count) => countRow('rare process', count)),
    ...gapRows(summary),
    ...notedRows(summary),
  ];
}

function missingRows({ tally, unknownSourcetype }: LogSummary): readonly Row[] {
  const { timeless } = tally;
  const missing: Readonly<Record<string, number>> = {
    'no time, taken from the event before': timeless.previous,
    'no time, taken from the change of the file': timeless.file,
    'no time, taken from this run': timeless.run,
    'no known source': unknownSourcetype,
    cut: tally.cut,
  };
  return Object.entries(missing).flatMap(([name, count]) => (count > 0 ? [{ section: 'missing', name, count }] : []));
}

function countRow(section: string, { name, count, error, first, last }: Count): Row {
  return { section, name, count, ...(error > 0 && { error }), ...period(first, last) };
}

function gapRows({ gaps, logsWithoutGaps }: LogSummary): readonly Row[] {
  const rows = gaps.map(({ host, source, from, to, usualSeconds, others }) => ({
    section: 'gap',
    name: `${host} ${source}`,
    ...period(from, to),
    host,
    source,
    seconds: Math.round(to - from),
    usual_seconds: Math.round(usualSeconds),
    others,
  }));
  if (logsWithoutGaps === 0) return rows;
  return [...rows, { section: 'gap', name: 'logs that were not looked at: too many', count: logsWithoutGaps }];
}

function notedRows({ noted, notedMore }: LogSummary): readonly Row[] {
  const rows = noted.map(({ kind, title, time, host, user, details }) => ({
    section: kind,
    name: title,
    ...period(time, time),
    host,
    ...(user !== undefined && { user }),
    ...(details.length > 0 && { details: details.join(' ¦ ') }),
  }));
  return notedMore === 0 ? rows : [...rows, { section: 'noted', name: 'more than are kept', count: notedMore }];
}

function period(first: number | null, last: number | null): Row {
  return { ...(first !== null && { first: isoText(first) }), ...(last !== null && { last: isoText(last) }) };
}

/** A time that no calendar has stays a number. */
function isoText(seconds: number): string {
  const time = new Date(Math.round(seconds * 1000));
  return Number.isNaN(time.getTime()) ? String(seconds) : time.toISOString();
}
