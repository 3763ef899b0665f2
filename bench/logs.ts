import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { searchesOf } from './detections.ts';
import { type BenchContext, CONTENT } from './set.ts';
import { type TelemetryFormat, writeTelemetry } from './telemetry/write.ts';

/** Logs that are the same on every machine. */
export interface Logs {
  readonly files: readonly string[];
  readonly sizeBytes: number;
  readonly events: number;
}

export interface LogsOptions {
  readonly format: TelemetryFormat;
  readonly events: number;
  /** The events are shared out evenly. Default: 1. */
  readonly files?: number;
  /** The share of events that are made to meet filters of published detections. Default: none. */
  readonly planted?: number;
}

/** Writes generated telemetry for a set of questions. */
export async function telemetryLogs({ folder }: BenchContext, options: LogsOptions): Promise<Logs> {
  const { format, events, files: count = 1, planted = 0 } = options;
  const to = path.join(folder, `logs-${format}-${events}-${count}-${planted}`);
  mkdirSync(to, { recursive: true });
  const searches = planted > 0 ? await searchesOf(CONTENT) : [];
  const files: string[] = [];
  let sizeBytes = 0;
  for (let at = 0; at < count; at++) {
    const file = path.join(to, `${at + 1}.${format === 'winlogbeat' ? 'json' : format}`);
    const some = Math.floor(((at + 1) * events) / count) - Math.floor((at * events) / count);
    const share = planted > 0 ? { planted: { share: planted, searches } } : {};
    sizeBytes += await writeTelemetry(file, format, { events: some, seed: at + 1, ...share });
    files.push(file);
  }
  return { files, sizeBytes, events };
}
