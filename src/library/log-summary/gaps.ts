import { shortened } from '../timeline/first-text.ts';

/** A time without events of a log, much longer than is usual for it. */
export interface Gap {
  readonly host: string;
  readonly source: string;
  /** The last event before and the first after, in epoch seconds. */
  readonly from: number;
  readonly to: number;
  /** What counts as usual for the log, in seconds: nine of ten waits are no longer. */
  readonly usualSeconds: number;
  /** Other logs of the host that went on meanwhile. */
  readonly others: number;
}

export interface Gaps {
  add(host: string, source: string, time: number): void;
  /** The hundred longest, the longest first. */
  gaps(): readonly Gap[];
  /** Logs that were too many to be followed. */
  readonly leftOut: number;
}

/** A slice of time in which a log had events: of the first and of the last of them. */
interface Slot {
  from: number;
  to: number;
}

interface Stream {
  readonly host: string;
  readonly source: string;
  slotSeconds: number;
  slots: Map<number, Slot>;
}

/** Characters of a host or a source. */
const LONGEST_NAME = 500;

const MOST_GAPS = 100;
const MOST_STREAMS = 2000;
const MOST_SLOTS = 4096;
/** Of all logs together, about. */
const SLOTS_OF_ALL = 1_000_000;
const FIRST_SLOT_SECONDS = 60;

/** Waits from which on one knows what is usual. */
const FEWEST_WAITS = 10;
const LEAST_GAP_SECONDS = 3600;
const TIMES_USUAL = 10;
/** More gaps than this are the rhythm of the log: nights, say. */
const RHYTHM = 3;

/**
 * Looks for gaps in the logs of each host, whatever the order of their events. A wait between two events is a gap where
 * it is longer than an hour and than ten times what nine of ten waits of that log are no longer than. More than three
 * such are its rhythm: then only those longer than twice their median are gaps. Slices of time are kept, not events: a
 * minute at first, longer for logs that go on for long; waits within a slice are not seen.
 */
export function openGaps(): Gaps {
  const streams = new Map<string, Stream>();
  const leftOut = new Set<string>();
  return {
    add(givenHost, givenSource, time) {
      const [host, source] = [shortened(givenHost, LONGEST_NAME), shortened(givenSource, LONGEST_NAME)];
      const key = JSON.stringify([host.toLowerCase(), source]);
      let stream = streams.get(key);
      if (stream === undefined) {
        if (streams.size >= MOST_STREAMS) {
          if (leftOut.size < MOST_STREAMS) leftOut.add(key);
          return;
        }
        stream = { host, source, slotSeconds: FIRST_SLOT_SECONDS, slots: new Map() };
        streams.set(key, stream);
      }
      note(stream, time, time);
      if (stream.slots.size > Math.min(MOST_SLOTS, SLOTS_OF_ALL / streams.size)) widen(stream);
    },
    gaps: () => {
      const all = [...streams.values()];
      const longest = all.flatMap(gapsOf).sort(byLength).slice(0, MOST_GAPS);
      return longest.map((gap) => ({ ...gap, others: othersIn(gap, all) }));
    },
    get leftOut() {
      return leftOut.size;
    },
  };
}

function note({ slots, slotSeconds }: Stream, from: number, to: number): void {
  const place = Math.floor(from / slotSeconds);
  const slot = slots.get(place);
  if (slot === undefined) {
    slots.set(place, { from, to });
    return;
  }
  if (from < slot.from) slot.from = from;
  if (to > slot.to) slot.to = to;
}

function widen(stream: Stream): void {
  const before = [...stream.slots.values()];
  stream.slotSeconds *= 2;
  stream.slots = new Map();
  for (const { from, to } of before) note(stream, from, to);
}

function gapsOf({ host, source, slots }: Stream): readonly Omit<Gap, 'others'>[] {
  const sorted = [...slots.values()].sort((a, b) => a.from - b.from);
  const waits = sorted.slice(1).map((slot, at) => ({ from: sorted[at]?.to ?? slot.from, to: slot.from }));
  if (waits.length < FEWEST_WAITS) return [];
  const lengths = waits.map(({ from, to }) => to - from).sort((a, b) => a - b);
  const usualSeconds = lengths[Math.ceil(lengths.length * 0.9) - 1] ?? 0;
  const least = Math.max(LEAST_GAP_SECONDS, TIMES_USUAL * usualSeconds);
  const long = lengths.filter((length) => length > least);
  const rhythm = long.length > RHYTHM ? 2 * (long[long.length >> 1] ?? 0) : 0;
  return waits
    .filter(({ from, to }) => to - from > Math.max(least, rhythm))
    .map(({ from, to }) => ({ host, source, from, to, usualSeconds }));
}

function byLength(a: Omit<Gap, 'others'>, b: Omit<Gap, 'others'>): number {
  const difference = b.to - b.from - (a.to - a.from);
  return difference !== 0 ? difference : a.from - b.from;
}

/** Only slots that lie wholly within the gap count: the others may be its edges. */
function othersIn({ host, source, from, to }: Omit<Gap, 'others'>, streams: readonly Stream[]): number {
  const isWithin = (slot: Slot): boolean => slot.from > from && slot.to < to;
  return streams.filter(
    (other) => other.host === host && other.source !== source && [...other.slots.values()].some(isWithin),
  ).length;
}
