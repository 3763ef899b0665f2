import { openZone, type Zone } from '../../shared/zone.ts';

/** What the clock on the wall shows at a time: epoch seconds as if that were UTC. */
export function toWallClock(time: number, timezone: string): number {
  const ms = Math.floor(time) * 1000;
  return Number.isFinite(ms) ? time + (zoneOf(timezone).toWallMs(ms) - ms) / 1000 : time;
}

/**
 * The time at which the wall shows this. Of a reading that a change of the offset skips or repeats, the one that the
 * offset before the change gives.
 */
export function fromWallClock(wall: number, timezone: string): number {
  const ms = Math.floor(wall) * 1000;
  return Number.isFinite(ms) ? wall - (ms - zoneOf(timezone).toUnixMs(ms)) / 1000 : wall;
}

/** A search has one zone, whose offsets are worth remembering. */
const ZONES = new Map<string, Zone>();

function zoneOf(timezone: string): Zone {
  const known = ZONES.get(timezone);
  if (known !== undefined) return known;
  const fresh = openZone(timezone);
  ZONES.set(timezone, fresh);
  return fresh;
}
