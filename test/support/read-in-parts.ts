import {
  correctedPart,
  type FilePart,
  type FoundFile,
  type LogRecord,
  type PartEnd,
  partsOf,
  type ReadBatch,
  type ReadOptions,
  readLogs,
  readPart,
  type Skip,
} from '../../src/inputs/index.ts';

/** What reading gives, comparable: events with their text. */
export interface Contents {
  readonly records: readonly unknown[];
  readonly skipped: readonly Skip[];
  readonly bytesRead: number;
}

/** How a file was read in parts. */
export interface InParts extends Contents {
  readonly parts: number;
  /** How many of them had to be read again. */
  readonly corrected: number;
}

export async function readWhole(file: FoundFile, options?: ReadOptions): Promise<Contents> {
  const batches: ReadBatch[] = [];
  for await (const batch of readLogs([file], options)) batches.push(batch);
  return contentsOf(batches);
}

/** Reads a file in parts one after another, as threads read them side by side. */
export async function readInParts(file: FoundFile, partBytes: number, options?: ReadOptions): Promise<InParts> {
  const parts = await partsOf(file, partBytes, options);
  const batches: ReadBatch[] = [];
  let corrected = 0;
  let before: PartEnd | undefined;
  for (const part of parts) {
    let reading = await readOne(part, options);
    const again: FilePart | undefined = before && correctedPart(part, reading.end, before);
    if (again !== undefined) {
      corrected++;
      reading = await readOne(again, options);
    }
    before = reading.end;
    batches.push(...reading.batches);
  }
  return { ...contentsOf(batches), parts: parts.length, corrected };
}

/** A part goes to its thread, and what it ends with comes back, as structured clones. */
async function readOne(part: FilePart, options?: ReadOptions): Promise<{ batches: ReadBatch[]; end: PartEnd }> {
  const batches: ReadBatch[] = [];
  const reader = readPart(structuredClone(part), options);
  for (;;) {
    const step = await reader.next();
    if (step.done) return { batches, end: structuredClone(step.value) };
    batches.push(step.value);
  }
}

function contentsOf(batches: readonly ReadBatch[]): Contents {
  return {
    records: batches.flatMap(({ records, format, path, modifiedMs }) =>
      records.map((record) => ({ ...comparable(record), format, path, modifiedMs })),
    ),
    skipped: batches.flatMap(({ skipped }) => skipped),
    bytesRead: batches.reduce((sum, { bytesRead }) => sum + bytesRead, 0),
  };
}

/** Only what an event says: how it is kept is its own affair. */
function comparable(record: LogRecord): object {
  if (record.kind !== 'windows-event') return record;
  const { system, attributes, data, userData, renderingInfo } = record.event;
  return { ...record, event: { system, attributes, data, userData, renderingInfo, xml: record.event.xml() } };
}
