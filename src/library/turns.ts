/** Lets work go side by side, but for some that changes what the others read. */
export interface Turns {
  /** Begins when all that was to run alone before it is done. */
  beside<R>(work: () => Promise<R>): Promise<R>;
  /** Begins when everything before it is done; what comes later waits for it. */
  alone<R>(work: () => Promise<R>): Promise<R>;
}

export function openTurns(): Turns {
  const besides = new Set<Promise<unknown>>();
  let lastAlone: Promise<unknown> = Promise.resolve();
  return {
    beside: (work) => {
      const running = lastAlone.then(work);
      const end = ended(running);
      besides.add(end);
      void end.then(() => besides.delete(end));
      return running;
    },
    alone: (work) => {
      const running = Promise.all([lastAlone, ...besides]).then(work);
      lastAlone = ended(running);
      return running;
    },
  };
}

/** What went wrong is told to who asked for the work. */
function ended(work: Promise<unknown>): Promise<unknown> {
  return work.catch(() => undefined);
}
