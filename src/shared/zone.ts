import { type OffsetAt, openOffsets } from './zone-offsets.ts';

/** Turns a wall-clock time into epoch milliseconds, and back. A wall clock is read as if it showed UTC. */
export interface Zone {
  readonly name: string;
  toUnixMs(wallMs: number): number;
  toWallMs(unixMs: number): number;
}

/**
 * Opens a time zone by its IANA name.
 * @throws Problem EV001 where there is no zone of the name.
 */
export function openZone(name: string): Zone {
  if (/^(utc|gmt|z)$/i.test(name)) return { name, toUnixMs: (wallMs) => wallMs, toWallMs: (unixMs) => unixMs };
  const offsetAt = openOffsets(name);
  return {
    name,
    toUnixMs: (wallMs) => fromWall(wallMs, offsetAt),
    toWallMs: (unixMs) => unixMs + offsetAt(unixMs),
  };
}

const DAY_MS = 86_400_000;

/** Of a reading that a change skips or repeats, the time that the offset before the change gives. */
function fromWall(wallMs: number, offsetAt: OffsetAt): number {
  const before = offsetAt(wallMs - DAY_MS);
  const first = wallMs - before;
  if (offsetAt(first) === before) return first;
  const after = offsetAt(wallMs + DAY_MS);
  return offsetAt(wallMs - after) === after ? wallMs - after : first;
}
