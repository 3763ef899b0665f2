import { expect, test } from 'vitest';
import { openSession } from './session.ts';

test('rows that are handed over without waiting keep their order and none is lost', async () => {
  const session = await openSession();
  try {
    const rows = Array.from({ length: 70_000 }, (_, at) => ({ number: String(at) }));
    await session.loadInput(rows.slice(0, 1));
    // More than a batch at a time: each of them begins to write while others are written.
    const loading = [0, 1, 2, 3, 4, 5, 6].map((part) =>
      session.loadInput(rows.slice(Math.max(1, part * 10_000), (part + 1) * 10_000)),
    );
    const flushed = session.finishLoading();
    await Promise.all([...loading, flushed]);
    await session.finishLoading();
    const { input } = session.catalog();
    const found = await session.run({
      op: 'Scan',
      source: { kind: 'input' },
      schema: { columns: [...(input?.columns ?? []), { name: '\u0001seq', type: 'number' }], isOpen: false },
      order: [{ column: '\u0001seq', isDescending: false }],
    });
    expect(found).toHaveLength(70_000);
    expect(new Set(found.map(({ number }) => number)).size).toBe(70_000);
  } finally {
    await session.close();
  }
});

test('a session that is closed while the database takes in rows ends without harm', async () => {
  const session = await openSession();
  const rows = Array.from({ length: 25_000 }, (_, at) => ({ number: String(at), text: 'x'.repeat(200) }));
  await session.loadInput(rows);
  await session.close();
});
