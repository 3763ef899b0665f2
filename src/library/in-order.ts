/** How much is done at a time. */
export interface InOrderOptions {
  /** So many items are worked on at once. */
  readonly atOnce: number;
  /** So many items are begun, or done, before the first of them is taken. Default: any number. */
  readonly ahead?: number;
}

/**
 * Works on items side by side and gives the results in the order of the items. Where one fails, or the caller has
 * enough, no other is begun, and those under way are waited for.
 */
export async function* inOrder<T, R>(
  items: readonly T[],
  { atOnce, ahead = Number.POSITIVE_INFINITY }: InOrderOptions,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const waiting = items.entries();
  const slots = items.map(() => openSlot<R>());
  let isOver = false;
  let taken = 0;
  let wake = openSlot<void>();
  const worker = async (): Promise<void> => {
    for (const [at, item] of waiting) {
      while (!isOver && at >= taken + ahead) await wake.promise;
      if (isOver) return;
      try {
        slots[at]?.resolve(await work(item));
      } catch (error) {
        isOver = true;
        slots[at]?.reject(error);
      }
    }
  };
  const goOn = (): void => {
    wake.resolve();
    wake = openSlot<void>();
  };
  const workers = Array.from({ length: Math.min(atOnce, items.length) }, worker);
  try {
    for (const [at, slot] of slots.entries()) {
      const result = await slot.promise;
      slots[at] = openSlot<R>(); // what was given is kept no longer
      taken++;
      goOn();
      yield result;
    }
  } finally {
    isOver = true;
    goOn();
    await Promise.all(workers);
  }
}

interface Slot<R> {
  readonly promise: Promise<R>;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/** A place for a result that is not there yet. Its failure may come before anybody waits for it. */
function openSlot<R>(): Slot<R> {
  let resolve: Slot<R>['resolve'] = () => undefined;
  let reject: Slot<R>['reject'] = () => undefined;
  const promise = new Promise<R>((...settle) => {
    [resolve, reject] = settle;
  });
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
