import type { Finding } from '../finding.ts';
import type { RenderOptions } from './format.ts';

/** When what a finding tells took place, in epoch seconds. `first` is not after `last`. */
export interface Instants {
  readonly first: number;
  readonly last: number;
  /** False where the finding tells no time, so that both are that of the run. */
  readonly isOwn: boolean;
}

/**
 * The times of a finding for formats that cannot do without: those of its row, else of its events, else of the run.
 * Times outside of the years 1 to 9999, which these formats cannot write, count as none.
 */
export function instantsOf(finding: Finding, { now = 0 }: Pick<RenderOptions, 'now'>): Instants {
  const ofRow = [finding.first_time, finding.last_time].flatMap((time) => (time === null ? [] : secondsOf(time)));
  const ofEvents = (finding.events ?? []).map(({ time }) => time).filter(isWritable);
  const times = ofRow.length > 0 ? ofRow : ofEvents;
  if (times.length === 0) return { first: now, last: now, isOwn: false };
  const least = (a: number, b: number): number => Math.min(a, b);
  const most = (a: number, b: number): number => Math.max(a, b);
  return { first: times.reduce(least), last: times.reduce(most), isOwn: true };
}

/** ISO 8601 in UTC, always with milliseconds. */
export function isoMilliseconds(seconds: number): string {
  return new Date(Math.round(seconds * 1000)).toISOString();
}

/** Years 1 and 9999, in epoch seconds. */
const EARLIEST = -62_135_596_800;
const LATEST = 253_402_300_799;

function isWritable(seconds: number): boolean {
  return seconds >= EARLIEST && seconds <= LATEST;
}

function secondsOf(time: string): number[] {
  const seconds = Date.parse(time) / 1000;
  return isWritable(seconds) ? [seconds] : [];
}
