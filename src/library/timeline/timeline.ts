import type { Severity } from '../../content/index.ts';
import type { LogEvent } from '../../events/index.ts';
import { type Finding, severityAtLeast } from '../../findings/index.ts';
import type { Row, Value } from '../../language/index.ts';
import { loadEntities } from '../entities.ts';
import { loadBuiltInContent, loadContent } from '../load-content.ts';
import { readEvents } from '../read.ts';
import { search } from '../search.ts';
import { emptyTally, type Tally } from '../tally.ts';
import { isInRange, resolveTimes, type Times } from '../times.ts';
import { type FindingSource, findingsFor } from './findings-for.ts';
import { firstText, shortened, windowsId } from './first-text.ts';
import { keyEventOf } from './key-events.ts';

export interface TimelineOptions extends FindingSource {
  /** Every event, not only those that people look for. The least severity that detections are selected by holds for events too. */
  readonly allEvents?: boolean;
  /** Only what happened on this computer; its name may stand without its domain. */
  readonly onlyHost?: string;
}

/** Something that happened. Keys stand in this order. */
export interface TimelineEntry {
  /** ISO 8601 in UTC; null for a finding that tells no time, which then stands last. */
  readonly timestamp: string | null;
  readonly level: Severity;
  /** `finding`, or the kind of the event. */
  readonly kind: string;
  /** The detection, or what the event is. */
  readonly title: string;
  /** Empty where it is not known. */
  readonly host: string;
  readonly user: string;
  readonly details: string;
}

export interface TimelineReport {
  readonly findings: number;
  readonly events: number;
  readonly tally: Tally;
}

/** What stands between details. */
const BETWEEN = ' ¦ ';

/** Characters of a raw event that are shown. */
const RAW_SHOWN = 500;

/**
 * Findings and events in the order of their time; of one time, findings first. They are sorted on disk where they are
 * many. The logs are read twice where detections are run.
 *
 * @throws Problem as `hunt`; IN001 and IN014 for files of findings.
 */
export async function* timeline(options: TimelineOptions): AsyncGenerator<TimelineEntry, TimelineReport> {
  const report = { findings: 0, events: 0, tally: emptyTally() };
  const { threads, memoryBytes, tempDir, signal } = options;
  const sorted = search({
    spl: '| sort 0 num(at)',
    rows: rowsOf(options, report),
    ...(threads !== undefined && { threads }),
    ...(memoryBytes !== undefined && { memoryBytes }),
    ...(tempDir !== undefined && { tempDir }),
    ...(signal !== undefined && { signal }),
  });
  for await (const row of sorted) yield entryOf(row);
  return report;
}

/** Greater than any time: what has none stands last. */
const NO_TIME = 1e15;

async function* rowsOf(
  options: TimelineOptions,
  report: TimelineReport & { findings: number; events: number },
): AsyncGenerator<Row> {
  const times = resolveTimes(options);
  for await (const finding of findingsFor(options)) {
    const entry = findingEntry(finding);
    const at = entry.timestamp === null ? NO_TIME : Date.parse(entry.timestamp) / 1000;
    // Those of a hunt come from events of the range; those of a file may be of any time.
    if (!isWanted(entry, options) || (options.findings !== undefined && !reaches(finding, times))) continue;
    report.findings++;
    yield rowOf(at, entry);
  }
  for await (const event of eventsOf(options, times, report.tally)) {
    const entry = eventEntry(event, options);
    if (entry === undefined || !isWanted(entry, options)) continue;
    report.events++;
    yield rowOf(event.time, entry);
  }
}

/** Whether some of the time of a finding lies in the range. Findings tell whole seconds. */
function reaches({ first_time, last_time }: Finding, { earliest, latest }: Times): boolean {
  if (first_time === null) return true;
  const last = Date.parse(last_time ?? first_time) / 1000;
  const isBefore = earliest !== undefined && last + 1 <= earliest;
  return !isBefore && (latest === undefined || Date.parse(first_time) / 1000 < latest);
}

async function* eventsOf(options: TimelineOptions, times: Times, tally: Tally): AsyncGenerator<LogEvent> {
  const content = await (options.content === undefined ? loadBuiltInContent() : loadContent(options.content));
  // What was told while detections were run is not told again.
  const { onProblem: _, onSkip: __, ...quiet } = options;
  const run: TimelineOptions = options.findings === undefined ? quiet : options;
  for (const problem of content.problems) run.onProblem?.(problem);
  const entities = await loadEntities(run, content);
  for await (const events of readEvents({ logs: options, times, run, tally, content, entities })) {
    for (const event of events) if (isInRange(event.time, times)) yield event;
  }
}

function isWanted({ host, level }: TimelineEntry, { onlyHost, select }: TimelineOptions): boolean {
  const least = select?.minSeverity;
  if (least !== undefined && !severityAtLeast(level, least)) return false;
  if (onlyHost === undefined) return true;
  const asked = onlyHost.toLowerCase();
  return host.split(', ').some((one) => one.toLowerCase() === asked || one.toLowerCase().startsWith(`${asked}.`));
}

const HOSTS = ['dest', 'host', 'Computer', 'dvc', 'ComputerName'];
const USERS = ['user', 'src_user', 'User'];

function findingEntry({ detection, severity, message, first_time, last_time, result }: Finding): TimelineEntry {
  const until = last_time === null || last_time === first_time ? [] : [`until ${last_time}`];
  return {
    timestamp: first_time,
    level: severity,
    kind: 'finding',
    title: detection.name,
    host: firstOf(result, HOSTS),
    user: firstOf(result, USERS),
    details: [message, ...until].filter((part) => part !== '').join(BETWEEN),
  };
}

/** The values of the first of the fields that has any. */
function firstOf(row: Row, fields: readonly string[]): string {
  for (const field of fields) {
    const text = textOf(row[field]);
    if (text !== '') return text;
  }
  return '';
}

function textOf(value: Value | undefined): string {
  if (value === undefined || value === null) return '';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

function eventEntry(event: LogEvent, { allEvents }: TimelineOptions): TimelineEntry | undefined {
  const { time, host, fields, sourcetype } = event;
  const key = keyEventOf(event);
  if (key === undefined && allEvents !== true) return undefined;
  const windows = windowsId(event);
  const name = windows === undefined ? sourcetype : `${windows.channel} ${windows.id}`;
  if (key === undefined) {
    const signature = firstText(fields.get('signature'));
    const title = signature === undefined ? name : `${name}: ${signature}`;
    const user = firstText(fields.get('user')) ?? '';
    const details = shortened(event.raw(), RAW_SHOWN);
    return { timestamp: isoText(time), level: 'informational', kind: 'event', title, host, user, details };
  }
  const { kind, severity, title, user = '', details } = key;
  return {
    timestamp: isoText(time),
    level: severity,
    kind,
    title,
    host,
    user,
    details: [name, ...details].join(BETWEEN),
  };
}

/** Null for a time that no calendar has. */
function isoText(seconds: number): string | null {
  const time = new Date(Math.round(seconds * 1000));
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

function rowOf(at: number, { timestamp, ...entry }: TimelineEntry): Row {
  return { at, ...entry, ...(timestamp !== null && { timestamp }) };
}

function entryOf(row: Row): TimelineEntry {
  const text = (field: string): string => textOf(row[field]);
  return {
    timestamp: row['timestamp'] === undefined ? null : text('timestamp'),
    level: row['level'] as Severity,
    kind: text('kind'),
    title: text('title'),
    host: text('host'),
    user: text('user'),
    details: text('details'),
  };
}
