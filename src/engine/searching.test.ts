import { expect, test } from 'vitest';
import { type Plan, type Row, SEQUENCE } from '../language/index.ts';
import { openSession } from './session.ts';

test('rows of many columns come whole and in their order, page by page', async () => {
  const session = await openSession();
  try {
    // Two pages and a half, each row with three of the fields; two rows in three share their key with others.
    const count = 40_000;
    const rows = Array.from({ length: count }, (_, at): Row => {
      return { n: String(at), key: String((at * 7919) % 13_333), [`Field ${at % 260}`]: `x ${at}`, rowid: 'a' };
    });
    await session.loadInput(rows);
    await session.finishLoading();
    const columns = session.catalog().input?.columns ?? [];
    expect(columns.length).toBeGreaterThan(260);
    const plan: Plan = {
      op: 'Scan',
      source: { kind: 'input' },
      schema: { columns: [...columns, { name: SEQUENCE, type: 'number' }], isOpen: false },
      order: [
        { column: 'key', isDescending: true },
        { column: SEQUENCE, isDescending: false },
      ],
    };
    const found: Row[] = [];
    const batches: number[] = [];
    for await (const batch of session.stream(plan)) {
      batches.push(batch.length);
      found.push(...batch);
    }
    const key = (row: Row): string => String(row['key']);
    const wanted = rows.toSorted((a, b) => (key(a) < key(b) ? 1 : key(a) > key(b) ? -1 : 0));
    expect(batches.length).toBeGreaterThan(2);
    expect(found.length).toBe(count);
    expect(found.findIndex((row, at) => JSON.stringify({ ...row }) !== JSON.stringify(inOrder(wanted[at], row)))).toBe(
      -1,
    );
    await session.dropStages();
  } finally {
    await session.close();
  }
});

/** The same row with its keys as the other has them: columns come in the order in which they came first. */
function inOrder(row: Row | undefined, other: Row): Row {
  return Object.fromEntries(Object.keys(other).map((name) => [name, row?.[name] ?? 'absent']));
}
