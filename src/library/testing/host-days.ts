import type { LogEvent } from '../../events/index.ts';

/** Counts hosts, and the days on which each has events. */
export interface HostDays {
  add(events: readonly LogEvent[]): void;
  hosts(): number;
  days(): number;
  /** Pairs of a host and a day. */
  hostDays(): number;
}

/** Pairs that are kept in memory: two thousand hosts in every day of a year. */
const KEPT = 1_000_000;
const DAY_SECONDS = 86_400;

/** Days are those of UTC. Past a million pairs no more are counted: rates then come out too high, never too low. */
export function openHostDays(): HostDays {
  const byHost = new Map<string, Set<number>>();
  const days = new Set<number>();
  let pairs = 0;
  return {
    add: (events) => {
      for (const { host, time } of events) {
        const day = Math.floor(time / DAY_SECONDS);
        const known = byHost.get(host);
        if (pairs >= KEPT || known?.has(day) === true) continue;
        byHost.set(host, (known ?? new Set()).add(day));
        days.add(day);
        pairs++;
      }
    },
    hosts: () => byHost.size,
    days: () => days.size,
    hostDays: () => pairs,
  };
}
