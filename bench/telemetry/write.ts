import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { TelemetryEvent } from './event.ts';
import { evtxFile } from './evtx.ts';
import { eventXml, nxlogJson, winlogbeatJson } from './formats.ts';
import { type TelemetryOptions, telemetry } from './telemetry.ts';

/** `json` is NXLog's. */
export type TelemetryFormat = 'xml' | 'json' | 'winlogbeat' | 'evtx';

export const TELEMETRY_FORMATS: readonly TelemetryFormat[] = ['xml', 'json', 'winlogbeat', 'evtx'];

/** Large enough to be worth a write. */
const PIECE_CHARACTERS = 1 << 20;

/** Writes a log, whatever its size, in the same memory. @returns its size in bytes */
export async function writeTelemetry(
  file: string,
  format: TelemetryFormat,
  options: TelemetryOptions,
): Promise<number> {
  const stream = createWriteStream(file);
  for (const piece of piecesOf(format, options)) {
    if (!stream.write(piece)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'close');
  return stream.bytesWritten;
}

function piecesOf(format: TelemetryFormat, options: TelemetryOptions): Iterable<Uint8Array | string> {
  const events = telemetry(options);
  switch (format) {
    case 'evtx':
      return evtxFile(events, options.events);
    case 'xml':
      return lines(events, eventXml);
    case 'json':
      return lines(events, nxlogJson);
    case 'winlogbeat':
      return lines(events, winlogbeatJson);
  }
}

function* lines(events: Iterable<TelemetryEvent>, line: (event: TelemetryEvent) => string): Generator<string> {
  let piece = '';
  for (const event of events) {
    piece += `${line(event)}\n`;
    if (piece.length < PIECE_CHARACTERS) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}
