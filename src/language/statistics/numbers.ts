/** Numbers that come one by one, eight bytes each. */
export interface NumberList {
  push(value: number): void;
  readonly length: number;
  /** NaN outside the list. */
  at(index: number): number;
  /** A copy in ascending order. */
  sorted(): Float64Array;
}

/** An empty list. */
export function numberList(): NumberList {
  let values = new Float64Array(1024);
  let length = 0;
  return {
    push: (value) => {
      if (length === values.length) {
        const longer = new Float64Array(2 * length);
        longer.set(values);
        values = longer;
      }
      values[length++] = value;
    },
    get length() {
      return length;
    },
    at: (index) => (index < length ? (values[index] ?? Number.NaN) : Number.NaN),
    sorted: () => values.slice(0, length).sort(),
  };
}

/** How many of the numbers, which ascend, are not above a value. */
export function countUpTo(ascending: Float64Array, value: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? Number.POSITIVE_INFINITY) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
