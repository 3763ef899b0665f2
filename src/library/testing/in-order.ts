/**
 * Works on items side by side, at most so many at once, and gives the results in the order of the items. Where one
 * fails, or the caller has enough, no other is begun, and those under way are waited for.
 */
export async function* inOrder<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const waiting = items.entries();
  const slots = items.map(() => openSlot<R>());
  let isOver = false;
  const worker = async (): Promise<void> => {
    for (const [at, item] of waiting) {
      if (isOver) return;
      try {
        slots[at]?.resolve(await work(item));
      } catch (error) {
        isOver = true;
        slots[at]?.reject(error);
      }
    }
  };
  const workers = Array.from({ length: Math.min(atOnce, items.length) }, worker);
  try {
    for (const { promise } of slots) yield await promise;
  } finally {
    isOver = true;
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
