import { datasetRow, type LogEvent } from '../../events/index.ts';
import { type EntityOptions, loadEntities } from '../entities.ts';
import { loadBuiltInContent, loadContent } from '../load-content.ts';
import type { LogOptions, ResourceOptions, RunOptions, TimeOptions } from '../options.ts';
import { processStartOf } from '../process-tree/start.ts';
import { readEvents } from '../read.ts';
import { emptyTally, type Tally } from '../tally.ts';
import { firstText, windowsId } from '../timeline/first-text.ts';
import { type KeyEvent, keyEventOf } from '../timeline/key-events.ts';
import { isInRange, resolveTimes } from '../times.ts';
import { type Counts, openCounts } from './counts.ts';
import { type Gap, openGaps } from './gaps.ts';
import { logonName } from './logon-types.ts';

export interface LogSummaryOptions extends LogOptions, EntityOptions, TimeOptions, ResourceOptions, RunOptions {
  /** Content whose mappings read events. Default: the pack that comes with karst. */
  readonly content?: readonly string[];
}

/** What is counted: a name of each kind. */
export type CountedKind =
  | 'host'
  | 'user'
  | 'sourcetype'
  | 'source'
  | 'channel'
  | 'event'
  | 'sign-in'
  | 'account'
  | 'account failed'
  | 'sign-in from'
  | 'process';

export interface NotedEvent extends KeyEvent {
  /** Epoch seconds. */
  readonly time: number;
  readonly host: string;
}

/** What logs hold. */
export interface LogSummary {
  /** Events in the range of time. */
  readonly events: number;
  /** Epoch seconds; null without any events that tell a time of their own. */
  readonly first: number | null;
  readonly last: number | null;
  readonly counts: Readonly<Record<CountedKind, Counts>>;
  /** The longest first. */
  readonly gaps: readonly Gap[];
  /** Logs whose gaps were not looked for: there were too many. */
  readonly logsWithoutGaps: number;
  /** Cleared logs, changes of time and audit policy, stops of sensors: by kind and then by time. */
  readonly noted: readonly NotedEvent[];
  /** Those that were too many to be kept. */
  readonly notedMore: number;
  /** Events of no source that karst or the content knows. */
  readonly unknownSourcetype: number;
  readonly tally: Tally;
}

/** Noted events that are kept: the first that were read. */
const MOST_NOTED = 1000;

/** In the order of a summary. */
const NOTED_KINDS: readonly KeyEvent['kind'][] = [
  'log cleared',
  'logging stopped',
  'time changed',
  'policy changed',
  'system',
];

/**
 * What logs hold, in one pass and in bounded memory.
 *
 * @throws Problem IN001 and IN012 for the logs, CT001 for the content, CLI001 for a time; and the reason of the signal.
 */
export async function logSummary(options: LogSummaryOptions): Promise<LogSummary> {
  const times = resolveTimes(options);
  const tally = emptyTally();
  const content = await (options.content === undefined ? loadBuiltInContent() : loadContent(options.content));
  for (const problem of content.problems) options.onProblem?.(problem);
  const entities = await loadEntities(options, content);
  const summing = openSumming();
  for await (const events of readEvents({ logs: options, times, run: options, tally, content, entities })) {
    for (const event of events) if (isInRange(event.time, times)) summing.add(event);
  }
  return { ...summing.end(), tally };
}

interface Summing {
  add(event: LogEvent): void;
  end(): Omit<LogSummary, 'tally'>;
}

function openSumming(): Summing {
  const counts = openAllCounts();
  const gaps = openGaps();
  const noted: NotedEvent[] = [];
  let events = 0;
  let unknownSourcetype = 0;
  let notedMore = 0;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  return {
    add(event) {
      events++;
      if (GENERIC.has(event.sourcetype)) unknownSourcetype++;
      // A time that was taken from elsewhere says nothing of when there were events.
      if (event.timeFrom === 'event') {
        first = Math.min(first, event.time);
        last = Math.max(last, event.time);
        gaps.add(event.host, firstText(event.fields.get('Channel')) ?? event.source, event.time);
      }
      countEvent(counts, event);
      const key = keyEventOf(event);
      if (key === undefined || !NOTED_KINDS.includes(key.kind)) return;
      if (noted.length < MOST_NOTED) noted.push({ ...key, time: event.time, host: event.host });
      else notedMore++;
    },
    end: () => ({
      events,
      first: Number.isFinite(first) ? first : null,
      last: Number.isFinite(last) ? last : null,
      counts,
      gaps: gaps.gaps(),
      logsWithoutGaps: gaps.leftOut,
      noted: noted.toSorted(byKindAndTime),
      notedMore,
      unknownSourcetype,
    }),
  };
}

function byKindAndTime(a: NotedEvent, b: NotedEvent): number {
  return NOTED_KINDS.indexOf(a.kind) - NOTED_KINDS.indexOf(b.kind) || a.time - b.time;
}

function openAllCounts(): LogSummary['counts'] {
  return {
    host: openCounts(),
    user: openCounts(),
    sourcetype: openCounts(),
    source: openCounts(),
    channel: openCounts(),
    event: openCounts(),
    'sign-in': openCounts(),
    account: openCounts(),
    'account failed': openCounts(),
    'sign-in from': openCounts(),
    process: openCounts(),
  };
}

function countEvent(counts: LogSummary['counts'], event: LogEvent): void {
  const { time, host, source, sourcetype, fields } = event;
  const add: Add = (kind, name) => {
    if (name !== undefined) counts[kind].add(name, time);
  };
  add('host', host);
  add('user', firstText(fields.get('user')));
  add('sourcetype', sourcetype);
  add('source', source);
  const windows = windowsId(event);
  add('channel', windows?.channel);
  add('event', windows && `${windows.channel} ${windows.id}`);
  add('process', processStartOf(event)?.name);
  countSignIn(event, add);
}

const AUTHENTICATION = 'Authentication.Authentication';

type Add = (kind: CountedKind, name: string | undefined) => void;

/** Of Windows the events themselves: the data model leaves computer accounts out. Of everything else what it takes. */
function countSignIn(event: LogEvent, add: Add): void {
  if (windowsId(event) !== undefined) countWindowsLogon(event, add);
  else if (event.datasets.includes(AUTHENTICATION)) {
    const row = datasetRow(event, AUTHENTICATION);
    const text = (field: string): string | undefined => firstText(row.get(field));
    const action = text('action');
    const result = action === 'failure' ? 'failed' : (action ?? 'unknown result');
    add('sign-in', `${text('app') ?? event.sourcetype}, ${result}`);
    add(action === 'failure' ? 'account failed' : 'account', text('user'));
    add('sign-in from', text('src'));
  }
}

function countWindowsLogon(event: LogEvent, add: Add): void {
  const { channel, id } = windowsId(event) ?? {};
  if (channel?.toLowerCase() !== 'security' || (id !== '4624' && id !== '4625')) return;
  const text = (field: string): string | undefined => firstText(event.fields.get(field));
  const type = text('LogonType') ?? text('Logon_Type') ?? 'unknown type';
  add('sign-in', `${logonName(type)}, ${id === '4625' ? 'failed' : 'success'}`);
  add(id === '4625' ? 'account failed' : 'account', text('TargetUserName') ?? text('user'));
  add('sign-in from', text('IpAddress') ?? text('WorkstationName') ?? text('src'));
}

/** Sourcetypes of what no source was recognised in. */
const GENERIC: ReadonlySet<string> = new Set(['_json', 'csv', 'generic_single_line']);
