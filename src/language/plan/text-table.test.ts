import { expect, test } from 'vitest';
import { textRows } from './text-table.ts';

const OPTIONS = { hasNoHeader: false, hasMany: true };

test('a table of many lines and one of many columns take time in proportion to their size', () => {
  const long = `A B\n${'1 2\n'.repeat(200_000)}`;
  const wide = `${'Ab '.repeat(100_000)}\n${'x '.repeat(100_000)}`;
  const started = performance.now();
  expect([...textRows(long, OPTIONS)]).toHaveLength(200_000);
  expect([...textRows(wide, OPTIONS)][0]?.cells.size).toBe(1000);
  expect(performance.now() - started).toBeLessThan(5000);
});

test('a quotation mark that is never closed takes the rest of the line alone', () => {
  const rows = [...textRows('A,B\n1,"2,3\n4,5', OPTIONS)];
  expect(rows.map(({ cells }) => Object.fromEntries(cells))).toEqual([
    { A: '1', B: '"2,3' },
    { A: '4', B: '5' },
  ]);
});

test('titles that are taken or hold no letter are called by their place', () => {
  const [row] = [...textRows('A,A,%\n1,2,3', { ...OPTIONS, headerLine: 1 })];
  expect(Object.fromEntries(row?.cells ?? [])).toEqual({ A: '1', Column_2: '2', Column_3: '3' });
});
