/** How many of something there are in each stretch of time, drawn as bars. */
export interface Histogram {
  add(seconds: number): void;
  /** Lines of text; empty where there is nothing to draw. */
  render(): string;
}

/** Hours with something in them that are told apart; more are one with their neighbours. */
const MOST_HOURS = 100_000;

const HOUR_SECONDS = 3600;

/** Stretches that a line may stand for, in hours. */
const STRETCHES = [1, 6, 24, 7 * 24, 30 * 24, 365 * 24];

const MOST_LINES = 24;
const BAR_WIDTH = 40;

/** Counts by the hour; drawn in stretches long enough that the lines are few. Stretches with nothing in them are left out. */
export function openHistogram(): Histogram {
  const hours = new Map<number, number>();
  return {
    add(seconds) {
      const hour = Math.floor(seconds / HOUR_SECONDS);
      if (hours.has(hour) || hours.size < MOST_HOURS) hours.set(hour, (hours.get(hour) ?? 0) + 1);
    },
    render() {
      const stretch = STRETCHES.find((one) => inStretches(hours, one).size <= MOST_LINES) ?? STRETCHES.at(-1) ?? 1;
      const counts = [...inStretches(hours, stretch)].sort(([a], [b]) => a - b).slice(-MOST_LINES);
      const most = counts.reduce((greatest, [, count]) => Math.max(greatest, count), 0);
      return counts.map(([at, count]) => lineOf(at * stretch, stretch, count, most)).join('');
    },
  };
}

function inStretches(hours: ReadonlyMap<number, number>, stretch: number): Map<number, number> {
  const counts = new Map<number, number>();
  for (const [hour, count] of hours) {
    const at = Math.floor(hour / stretch);
    counts.set(at, (counts.get(at) ?? 0) + count);
  }
  return counts;
}

function lineOf(hour: number, stretch: number, count: number, most: number): string {
  const iso = new Date(hour * HOUR_SECONDS * 1000).toISOString();
  const label = stretch < 24 ? iso.slice(0, 16) : iso.slice(0, 10);
  const bar = '#'.repeat(Math.max(1, Math.round((count / most) * BAR_WIDTH)));
  return `  ${label}  ${bar} ${count.toLocaleString('en-US')}\n`;
}
