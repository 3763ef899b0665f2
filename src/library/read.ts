import { createNormaliser, type LogEvent } from '../events/index.ts';
import { type FoundLogs, findLogs, readLogs, type Skip } from '../inputs/index.ts';
import { Problem } from '../shared/problem.ts';
import type { LogOptions, RunOptions } from './options.ts';
import { countEvent, countSkip, type Tally, UNKNOWN_SOURCE } from './tally.ts';
import { isInRange, type Times } from './times.ts';

/** What reading is told and what it fills in on its way. */
export interface Reading {
  readonly logs: LogOptions;
  readonly times: Times;
  readonly run: RunOptions;
  readonly tally: Tally;
}

/** Files that are none of the logs in themselves. */
const WHOLE_FILE: ReadonlySet<string> = new Set(['unreadable file', 'empty file', 'not recognised', 'damaged file']);

/**
 * The events of the logs in the order of the input, in batches. What is skipped is counted and told.
 *
 * @throws Problem IN001 for a log that does not exist or cannot be read, IN012 where there was no log at all.
 */
export async function* readEvents(reading: Reading): AsyncGenerator<readonly LogEvent[]> {
  const { logs, times, run, tally } = reading;
  const normalise = createNormaliser({ ...given(logs), timezone: times.timezone });
  const found = await findLogs(logs.logs);
  const skipped: Skip[] = [];
  const skip = (one: Skip): void => {
    if (skipped.length < REMEMBERED) skipped.push(one);
    countSkip(tally, one.reason);
    run.onSkip?.(one);
  };
  found.skipped.forEach(skip);
  tally.files = found.files.length;
  const totalBytes = found.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  let records = 0;
  for await (const batch of readLogs(found.files)) {
    run.signal?.throwIfAborted();
    batch.skipped.forEach(skip);
    records += batch.records.length;
    tally.bytes += batch.bytesRead;
    const events: LogEvent[] = [];
    for (const record of batch.records) {
      const event = normalise(record, batch.path);
      if (event === undefined) countSkip(tally, UNKNOWN_SOURCE);
      else if (isInRange(event.time, times)) events.push(event);
    }
    for (const event of events) countEvent(tally, event);
    run.onProgress?.({ stage: 'reading', files: tally.files, bytes: tally.bytes, totalBytes, events: tally.events });
    if (events.length > 0) yield events;
  }
  if (records === 0) refuseNothing(found, skipped, logs.logs);
}

/** Skips that the message of "no log found" may name. */
const REMEMBERED = 100;

function given({ source, sourcetype, index, host }: LogOptions) {
  return {
    ...(source === undefined ? {} : { source }),
    ...(sourcetype === undefined ? {} : { sourcetype }),
    ...(index === undefined ? {} : { index }),
    ...(host === undefined ? {} : { host }),
  };
}

/** A log may be empty of events; where no file was a log at all, the run had nothing to do. */
function refuseNothing(found: FoundLogs, skipped: readonly Skip[], paths: readonly string[]): void {
  const without = new Set(skipped.filter(({ reason }) => WHOLE_FILE.has(reason)).map(({ path }) => path));
  if (found.files.some(({ path }) => !without.has(path)) && without.size < REMEMBERED) return;
  const [first] = skipped;
  const detail = first === undefined ? 'no files there' : `${first.path}: ${first.message}`;
  const more = skipped.length > 1 ? `, and ${skipped.length - 1} more` : '';
  throw new Problem('IN012', `no log found under ${paths.join(', ')} (${detail}${more})`, {
    hint: 'name EVTX files, Windows event XML, or JSON lines, plain or compressed, or a folder that holds some',
  });
}
