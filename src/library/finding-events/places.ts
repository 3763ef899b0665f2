/** Where an event stands. */
export interface EventPlace {
  /** As `FindingEvent.file` says it; null for an event of this run. */
  readonly file: string | null;
  /** From 1. */
  readonly record: number;
}

/** Counts the events of files while they are read: they come out in the order in which they went in. */
export interface EventPlaces {
  /** The next events of the input come from this file. */
  enter(file: string, events: number): void;
  /** The place of the next event. */
  next(): EventPlace;
}

export function openPlaces(): EventPlaces {
  /** What was entered and did not come out yet: a few files at most, where events wait for each other. */
  const waiting: { readonly file: string; left: number }[] = [];
  let file: string | undefined;
  let record = 0;
  return {
    enter: (path, events) => {
      if (events > 0) waiting.push({ file: path, left: events });
    },
    next: () => {
      const [first] = waiting;
      if (first === undefined) return { file: null, record: 0 };
      if (first.file !== file) record = 0;
      file = first.file;
      first.left--;
      if (first.left === 0) waiting.shift();
      return { file, record: ++record };
    },
  };
}
