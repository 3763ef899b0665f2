/** Things in the order in which they were last added. */
export interface Recency<T> {
  readonly size: number;
  /** Adds it, or moves it to the end. */
  add(item: T): void;
  delete(item: T): void;
  /** The one that was not added for longest. */
  first(): T | undefined;
  /** The one that was added last. */
  last(): T | undefined;
}

interface Link<T> {
  readonly item: T;
  before: Link<T> | undefined;
  after: Link<T> | undefined;
}

/** A list in which every step takes constant time. The first element of a Set does not: it is sought past deleted ones. */
export function recency<T>(): Recency<T> {
  const links = new Map<T, Link<T>>();
  let head: Link<T> | undefined;
  let tail: Link<T> | undefined;

  function remove(item: T): void {
    const link = links.get(item);
    if (link === undefined) return;
    links.delete(item);
    if (link.before === undefined) head = link.after;
    else link.before.after = link.after;
    if (link.after === undefined) tail = link.before;
    else link.after.before = link.before;
  }

  return {
    get size() {
      return links.size;
    },
    add: (item) => {
      remove(item);
      const link: Link<T> = { item, before: tail, after: undefined };
      if (tail === undefined) head = link;
      else tail.after = link;
      tail = link;
      links.set(item, link);
    },
    delete: remove,
    first: () => head?.item,
    last: () => tail?.item,
  };
}
