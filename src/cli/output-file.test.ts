import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openOutputFile } from './output-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'karst-output-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the file appears when it is whole', async () => {
  const file = path.join(folder, 'out.jsonl');
  writeFileSync(file, 'before');
  const output = await openOutputFile(file);
  await output.write('one\n');
  await output.write('two\n');
  expect(readFileSync(file, 'utf8')).toBe('before');
  await output.finish();
  expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
  expect(readdirSync(folder)).toEqual(['out.jsonl']);
});

test('a run that failed leaves what was there', async () => {
  const file = path.join(folder, 'out.jsonl');
  writeFileSync(file, 'before');
  const output = await openOutputFile(file);
  await output.write('half');
  await output.discard();
  expect(readFileSync(file, 'utf8')).toBe('before');
  expect(readdirSync(folder)).toEqual(['out.jsonl']);
});

test('a place that cannot be written is known before the run', async () => {
  const missing = path.join(folder, 'no', 'out.jsonl');
  await expect(openOutputFile(missing)).rejects.toMatchObject({ code: 'CLI002' });
  await expect(openOutputFile(folder)).rejects.toMatchObject({ code: 'CLI002' });
});
