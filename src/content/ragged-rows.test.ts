import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countColumns } from './ragged-rows.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'karst-rows-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function count(text: string) {
  const file = path.join(folder, 'rows.csv');
  writeFileSync(file, text);
  const { text: _, ...counts } = countColumns(file);
  return counts;
}

test.each([
  ['', { columns: 0, ragged: 0 }],
  ['a,b\n1,2\n', { columns: 2, ragged: 0 }],
  ['a,b\r\n1,2\r\n\r\n3,4', { columns: 2, ragged: 0 }],
  ['a,b\n"1,1","2\n2"\n', { columns: 2, ragged: 0 }],
  ['a,b\n"say ""no"", now",2\n', { columns: 2, ragged: 0 }],
  ['a,b\n5" disk,2\n', { columns: 2, ragged: 0 }],
  ['a,b\n,\n', { columns: 2, ragged: 0 }],
  ['a,b\n1\n', { columns: 2, ragged: 1, first: { start: 4, end: 5, columns: 1 } }],
  ['a,b\r\n1,2,3\r\n1\r\n', { columns: 2, ragged: 2, first: { start: 5, end: 10, columns: 3 } }],
  ['a\n"1,\n2,3\n', { columns: 1, ragged: 0 }],
])('%j', (text, counts) => {
  expect(count(text)).toEqual(counts);
});

test('a file that is not there is CT001', () => {
  expect(() => countColumns(path.join(folder, 'none.csv'))).toThrow(expect.objectContaining({ code: 'CT001' }));
});

test('rows that are written with as many cells as the header are counted so', () => {
  const cell = fc.string().map((text) => `"${text.replaceAll('"', '""')}"`);
  const table = fc
    .integer({ min: 1, max: 4 })
    .chain((width) =>
      fc.tuple(
        fc.constant(width),
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
      ),
    );
  fc.assert(
    fc.property(table, ([columns, rows]) => {
      expect(count(rows.map((row) => row.join(',')).join('\n'))).toEqual({ columns, ragged: 0 });
    }),
    { numRuns: 50 },
  );
});
