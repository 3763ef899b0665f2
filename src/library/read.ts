import { type LogEvent, openNormaliser, type RecordOrigin, unwrapRecord } from '../events/index.ts';
import { findLogs, type LogRecord, readLogs } from '../inputs/index.ts';
import type { LogOptions, RunOptions } from './options.ts';
import { openSkips } from './skipped.ts';
import { countEvent, type Tally } from './tally.ts';
import type { Times } from './times.ts';

/** What reading is told, and what it fills in on its way. */
export interface Reading {
  readonly logs: LogOptions;
  readonly times: Times;
  readonly run: RunOptions;
  readonly tally: Tally;
}

/** Few enough that events are gone before the garbage collector looks twice; each has some hundred values. */
const EVENTS_AT_ONCE = 64;

/**
 * The events of the logs in the order of the input, in batches, of all times: a search may widen the range of time that
 * it is given. What is skipped is counted and told.
 *
 * @throws Problem IN001 for a log that does not exist or cannot be read, IN012 where there was no log at all; and the
 * reason of the signal.
 */
export async function* readEvents({ logs, times, run, tally }: Reading): AsyncGenerator<readonly LogEvent[]> {
  const normalise = openEvents(logs, times, tally);
  const { files, skipped } = await findLogs(logs.logs);
  const skips = openSkips(files, tally, run.onSkip);
  for (const skip of skipped) skips.add(skip);
  tally.files = files.length;
  const totalBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  let records = 0;
  // Who names the sourcetype says that it is a log.
  for await (const batch of readLogs(files, { anyText: logs.sourcetype !== undefined })) {
    run.signal?.throwIfAborted();
    for (const skip of batch.skipped) skips.add(skip);
    records += batch.records.length;
    tally.bytes += batch.bytesRead;
    for (let at = 0; at < batch.records.length; at += EVENTS_AT_ONCE) {
      const events = normalise(batch.records.slice(at, at + EVENTS_AT_ONCE), batch);
      if (events.length > 0) yield events;
    }
    run.onProgress?.({ stage: 'reading', files: files.length, bytes: tally.bytes, totalBytes, events: tally.events });
  }
  if (records === 0) skips.refuseNothing(logs.logs);
}

/** From records to events. */
function openEvents(
  { source, sourcetype, index, host }: LogOptions,
  times: Times,
  tally: Tally,
): (records: readonly LogRecord[], origin: RecordOrigin) => readonly LogEvent[] {
  const normaliser = openNormaliser({
    timezone: times.timezone,
    now: times.now,
    ...(source === undefined ? {} : { source }),
    ...(sourcetype === undefined ? {} : { sourcetype }),
    ...(index === undefined ? {} : { index }),
    ...(host === undefined ? {} : { host }),
  });
  return (records, origin) => {
    const events: LogEvent[] = [];
    for (const record of records.flatMap(unwrapRecord)) {
      const event = normaliser.finish(normaliser.read(record, origin));
      countEvent(tally, event);
      events.push(event);
    }
    return events;
  };
}
