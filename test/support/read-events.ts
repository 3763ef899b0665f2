import { createNormaliser, type LogEvent, type NormaliseOptions, unwrapRecord } from '../../src/events/index.ts';
import { readBytes, type Skip } from '../../src/inputs/index.ts';

/** The events of a file of this content, read as the command line reads it. */
export async function readEvents(
  content: string | Buffer,
  path: string,
  options: NormaliseOptions,
): Promise<{ readonly events: readonly LogEvent[]; readonly skipped: readonly Skip[] }> {
  const normalise = createNormaliser(options);
  const events: LogEvent[] = [];
  const skipped: Skip[] = [];
  for await (const batch of readBytes(Buffer.from(content), path, { anyText: true })) {
    for (const record of batch.records.flatMap(unwrapRecord)) events.push(normalise(record, path));
    skipped.push(...batch.skipped);
  }
  return { events, skipped };
}
