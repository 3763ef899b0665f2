/** What the keys of a log repeat: channels, names, numbers. A log that does not repeat them must not fill the memory. */
const LIMIT = 4096;

/** Remembers what a pure function gave for a key; forgets everything when there are too many keys. */
export function memo<K, V>(compute: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const present = known.get(key);
    if (present !== undefined) return present;
    const value = compute(key);
    if (known.size >= LIMIT) known.clear();
    known.set(key, value);
    return value;
  };
}
