import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileBelow } from './local-data.ts';

let outer = '';
let root = '';

beforeAll(() => {
  outer = mkdtempSync(path.join(tmpdir(), 'karst-data-'));
  root = path.join(outer, 'root');
  mkdirSync(path.join(root, 'data'), { recursive: true });
  writeFileSync(path.join(root, 'data', 'a.log'), 'x');
  writeFileSync(path.join(outer, 'secret.log'), 'x');
  symlinkSync(path.join(outer, 'secret.log'), path.join(root, 'data', 'link.log'));
});
afterAll(() => rmSync(outer, { recursive: true }));

test('a file below the folder is found, also by a whole path', async () => {
  const file = path.join(root, 'data', 'a.log');
  expect(await fileBelow(root, 'data/a.log')).toBe(file);
  expect(await fileBelow(root, file)).toBe(file);
});

test.each([
  ['../secret.log', 'leads out of'],
  ['data/../../secret.log', 'leads out of'],
  ['data/link.log', 'leads out of'],
  ['/etc/hosts', 'leads out of'],
  ['', 'leads out of'],
  ['data/a.log\0', 'leads out of'],
  ['data/none.log', 'there is no file data/none.log below'],
  ['data', 'is not a file'],
])('%j is not', async (below, text) => {
  const asked = fileBelow(root, below);
  await expect(asked).rejects.toMatchObject({ code: 'TE001', message: expect.stringContaining(text) as string });
});
