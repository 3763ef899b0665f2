import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readRows } from './rows-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'karst-rows-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function rowsOf(file: string): Promise<unknown[]> {
  const rows: unknown[] = [];
  for await (const row of readRows(file)) rows.push(row);
  return rows;
}

async function rowsIn(text: string): Promise<unknown[]> {
  const file = path.join(folder, 'rows.jsonl');
  writeFileSync(file, text);
  return rowsOf(file);
}

test('values are what Splunk would hold', async () => {
  const lines =
    '\ufeff{"t":"a","n":1.5,"m":["x","y"],"one":["x"],"none":null,"empty":[],"b":true,"o":{"k":1},"__proto__":"p"}\r\n\n';
  expect(await rowsIn(lines)).toEqual([
    Object.fromEntries([
      ['t', 'a'],
      ['n', 1.5],
      ['m', ['x', 'y']],
      ['one', 'x'],
      ['b', 'true'],
      ['o', '{"k":1}'],
      ['__proto__', 'p'],
    ]),
  ]);
});

test.each(['{"a":', '[1]', '7'])('the line %s is no row', async (line) => {
  await expect(rowsIn(`{"a":"1"}\n${line}\n`)).rejects.toMatchObject({
    code: 'IN010',
    message: expect.stringContaining('line 2 is not a row'),
  });
});

test('a file that is not there, and a folder', async () => {
  await expect(rowsOf(path.join(folder, 'no'))).rejects.toMatchObject({ code: 'IN001' });
  await expect(rowsOf(folder)).rejects.toMatchObject({ code: 'IN001' });
});
