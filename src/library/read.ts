import type { Content } from '../content/index.ts';
import { type KnownEntities, type LogEvent, openNormaliser, type RecordOrigin, unwrapRecord } from '../events/index.ts';
import { type FoundLogs, findLogs, type LogRecord, readLogs, type Skip } from '../inputs/index.ts';
import type { EventPlaces } from './finding-events/places.ts';
import { openMappedEvents } from './mapped-events.ts';
import { type Mappings, openMappings } from './mappings/index.ts';
import { openRuleBench } from './mappings/rules.ts';
import { normaliseOptions } from './normalise-options.ts';
import type { LogOptions, ResourceOptions, RunOptions } from './options.ts';
import { openSkips } from './skipped.ts';
import { countEvent, type Tally } from './tally.ts';
import type { Times } from './times.ts';

/** What reading is told, and what it fills in on its way. */
export interface Reading {
  readonly logs: LogOptions;
  readonly times: Times;
  readonly run: RunOptions & ResourceOptions;
  readonly tally: Tally;
  /** Its mappings read events. Default: those of no content. */
  readonly content?: Content;
  /** Is told how many events each file gives. */
  readonly places?: EventPlaces | undefined;
  /** What is known about the computers and users that events name. */
  readonly entities?: KnownEntities | undefined;
}

/** Few enough that events are gone before the garbage collector looks twice; each has some hundred values. */
const EVENTS_AT_ONCE = 64;

/**
 * The events of the logs in the order of the input, in batches, of all times: a search may widen the range of time that
 * it is given. What is skipped is counted and told.
 *
 * @param found the files, where they were looked for already
 * @throws Problem IN001 for a log that does not exist or cannot be read, IN012 where there was no log at all, EN003 for
 * a pattern of a mapping that takes too long; and the reason of the signal.
 */
export async function* readEvents(reading: Reading, found?: FoundLogs): AsyncGenerator<readonly LogEvent[]> {
  const { tally, content } = reading;
  const mappings = content === undefined ? undefined : await mappingsOf(content, reading);
  try {
    for await (const events of readWith(mappings, reading, found ?? (await findLogs(reading.logs.logs)))) {
      for (const event of events) countEvent(tally, event);
      if (events.length > 0) yield events;
    }
  } finally {
    await mappings?.rules.close();
  }
}

/** Those that cannot be used are counted. Undefined where there are none. */
async function mappingsOf(
  content: Content,
  { logs, times, run, tally, entities }: Reading,
): Promise<Mappings | undefined> {
  const sources = new Set(content.files.filter(({ kind }) => kind === 'source').map(({ file }) => file));
  tally.brokenMappings += content.problems.filter(({ details: { file = '' } }) => sources.has(file)).length;
  const onProblem: RunOptions['onProblem'] = (problem) => {
    tally.brokenMappings++;
    run.onProblem?.(problem);
  };
  if (content.sources.length === 0) return undefined;
  return await openMappings(content, logs, openRuleBench(content, times, entities), { ...run, onProblem });
}

async function* readWith(
  mappings: Mappings | undefined,
  reading: Reading,
  found: FoundLogs,
): AsyncGenerator<readonly LogEvent[]> {
  const { logs, run, tally } = reading;
  const step = openStep(reading, mappings);
  const follower = openFollower(found, reading);
  // Who names the sourcetype says that it is a log.
  const layout = mappings === undefined ? {} : { layoutFor: mappings.layoutFor };
  for await (const batch of readLogs(found.files, { anyText: logs.sourcetype !== undefined, ...layout })) {
    run.signal?.throwIfAborted();
    tally.bytes += batch.bytesRead;
    reading.places?.enter(
      batch.path,
      batch.records.reduce((sum, record) => sum + unwrapRecord(record).length, 0),
    );
    yield* step.take(batch.records, batch);
    follower.follow(batch.skipped, batch.records.length);
  }
  yield* step.end();
  follower.end();
}

/** Tells how reading goes. */
export interface Follower {
  /** Takes what was skipped and how many records were read, once the tally counts them. */
  follow(skipped: readonly Skip[], records: number): void;
  /** @throws Problem IN012 where there was no log at all. */
  end(): void;
}

export function openFollower({ files, skipped: before }: FoundLogs, { logs, run, tally }: Reading): Follower {
  const skips = openSkips(files, tally, run.onSkip);
  for (const skip of before) skips.add(skip);
  tally.files = files.length;
  const totalBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  let total = 0;
  return {
    follow: (skipped, records) => {
      for (const skip of skipped) skips.add(skip);
      total += records;
      run.onProgress?.({ stage: 'reading', files: files.length, bytes: tally.bytes, totalBytes, events: tally.events });
    },
    end: () => {
      if (total === 0) skips.refuseNothing(logs.logs);
    },
  };
}

/** From records to events, a few at a time. */
interface Step {
  take(records: readonly LogRecord[], origin: RecordOrigin): AsyncGenerator<readonly LogEvent[]>;
  /** Those that were kept back. */
  end(): AsyncGenerator<readonly LogEvent[]>;
}

function openStep({ logs, times, entities }: Reading, mappings: Mappings | undefined): Step {
  const normaliser = openNormaliser({
    ...normaliseOptions(logs, times, entities),
    ...(mappings === undefined ? {} : { sources: mappings.sources }),
  });
  if (mappings !== undefined) {
    const mapped = openMappedEvents(normaliser, mappings.rules);
    return {
      take: async function* (records, origin) {
        yield* slices(await mapped.take(records, origin));
      },
      end: async function* () {
        yield* slices(await mapped.end());
      },
    };
  }
  const toEvents = (record: LogRecord, origin: RecordOrigin): readonly LogEvent[] =>
    unwrapRecord(record).map((one) => normaliser.finish(normaliser.read(one, origin)));
  return {
    take: async function* (records, origin) {
      for (const some of slices(records)) yield some.flatMap((record) => toEvents(record, origin));
    },
    end: async function* () {},
  };
}

function* slices<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += EVENTS_AT_ONCE) yield all.slice(at, at + EVENTS_AT_ONCE);
}
