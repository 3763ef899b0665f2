/** Patterns come from content, a few in each search; a search that makes them of its rows must not fill the memory. */
const LIMIT = 256;

/** A function that remembers its last results, so many of them. */
export function memo<T>(make: (key: string) => T, limit = LIMIT): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    if (made.size >= limit) made.clear();
    const fresh = make(key);
    made.set(key, fresh);
    return fresh;
  };
}
