import type { Row } from '../language/index.ts';

/**
 * The rows of a lookup after others were written to it by their keys: a row with the key of one that is there takes
 * its place, or is left out where updates are not allowed; the others come last. Of several with the same key the last
 * one counts.
 */
export function updatedRows(
  held: readonly Row[],
  written: readonly Row[],
  keyField: string,
  allowsUpdates: boolean,
): readonly Row[] {
  const rows = [...held];
  const places = new Map(
    held.flatMap((row, place) => (row['_key'] === undefined ? [] : [[String(row['_key']), place]])),
  );
  for (const row of written) {
    const value = row[keyField];
    if (value === undefined) {
      rows.push(row);
      continue;
    }
    const key = String(value);
    const place = places.get(key);
    if (place === undefined) {
      places.set(key, rows.length);
      rows.push({ ...row, _key: key });
    } else if (allowsUpdates) rows[place] = { ...rows[place], ...row, _key: key };
  }
  return rows;
}
