import type { Severity } from '../../../content/index.ts';

/** How many findings of each severity there are from a time on. */
export interface Bar {
  /** Epoch seconds. */
  readonly from: number;
  readonly counts: ReadonlyMap<Severity, number>;
}

export interface Bars {
  /** How long a bar lasts, in seconds. */
  readonly seconds: number;
  /** Those with findings, the earliest first. */
  readonly bars: readonly Bar[];
}

/** Counts findings over time, in memory that does not grow with them. */
export interface Histogram {
  add(seconds: number, severity: Severity): void;
  /** At most so many from the first finding to the last, those without findings counted too. */
  bars(most: number): Bars;
}

/** Lengths of bars in seconds, each a multiple of the one before: up to a day as clocks have them. */
const LENGTHS = [
  1, 5, 10, 30, 60, 300, 600, 1800, 3600, 10_800, 21_600, 43_200, 86_400, 432_000, 864_000, 4_320_000, 8_640_000,
  43_200_000, 86_400_000, 432_000_000, 864_000_000, 4_320_000_000, 8_640_000_000,
] as const;

/** Bars with findings that are kept apart until the end. */
const MOST_KEPT = 4096;

export function openHistogram(): Histogram {
  let level = 0;
  let kept = new Map<number, Map<Severity, number>>();

  function add(seconds: number, severity: Severity): void {
    addTo(kept, Math.floor(seconds / lengthOf(level)), severity, 1);
    if (kept.size > MOST_KEPT) widen();
  }

  function widen(): void {
    const step = lengthOf(level + 1) / lengthOf(level);
    const wider = new Map<number, Map<Severity, number>>();
    for (const [place, counts] of kept) {
      for (const [severity, count] of counts) addTo(wider, Math.floor(place / step), severity, count);
    }
    kept = wider;
    level++;
  }

  return {
    add,
    bars: (most) => {
      while (spanOf(kept) > most && level < LENGTHS.length - 1) widen();
      const places = [...kept].sort(([a], [b]) => a - b);
      return {
        seconds: lengthOf(level),
        bars: places.map(([place, counts]) => ({ from: place * lengthOf(level), counts })),
      };
    },
  };
}

function lengthOf(level: number): number {
  return LENGTHS[Math.min(level, LENGTHS.length - 1)] ?? 1;
}

function addTo(bars: Map<number, Map<Severity, number>>, place: number, severity: Severity, count: number): void {
  const counts = bars.get(place) ?? new Map<Severity, number>();
  counts.set(severity, (counts.get(severity) ?? 0) + count);
  bars.set(place, counts);
}

/** From the first bar to the last. */
function spanOf(bars: ReadonlyMap<number, unknown>): number {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const place of bars.keys()) {
    first = Math.min(first, place);
    last = Math.max(last, place);
  }
  return bars.size === 0 ? 0 : last - first + 1;
}
