/** Values of one field that were seen before, each with what was found about it. */
export interface RememberedValues<T> {
  get(value: string): T | undefined;
  set(value: string, found: T): void;
}

/** Remembers values of many fields; together not more than so many. */
export interface ValueMemory<T> {
  open(): RememberedValues<T>;
}

/** When there is no room the field with most values forgets its own: they hardly come again, those of the others do. */
export function openValueMemory<T>(capacity: number): ValueMemory<T> {
  const fields: Map<string, T>[] = [];
  let left = capacity;
  function makeRoom(): void {
    const largest = fields.reduce((a, b) => (b.size > a.size ? b : a));
    left += largest.size;
    largest.clear();
  }
  return {
    open: () => {
      const known = new Map<string, T>();
      fields.push(known);
      return {
        get: (value) => known.get(value),
        set: (value, found) => {
          if (left === 0) makeRoom();
          left--;
          known.set(detached(value), found);
        },
      };
    },
  };
}

/** The same text: a piece of a larger one would keep that in memory. */
function detached(value: string): string {
  return ` ${value}`.slice(1);
}
