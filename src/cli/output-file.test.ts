import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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

test('a name as long as the system takes is written too', async () => {
  const file = path.join(folder, `${'x'.repeat(249)}.jsonl`);
  const output = await openOutputFile(file);
  await output.write('one\n');
  await output.finish();
  expect(readFileSync(file, 'utf8')).toBe('one\n');
});

describe.skipIf(process.platform === 'win32')('what is there already', () => {
  test('keeps its rights', async () => {
    const file = path.join(folder, 'secret.jsonl');
    writeFileSync(file, 'before');
    chmodSync(file, 0o600);
    const output = await openOutputFile(file);
    await output.finish();
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('stays a link, and what it leads to is written', async () => {
    const file = path.join(folder, 'out.jsonl');
    const link = path.join(folder, 'latest');
    writeFileSync(file, 'before');
    symlinkSync(file, link);
    const output = await openOutputFile(link);
    await output.write('after');
    await output.finish();
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe('after');
  });

  test('stays a pipe', async () => {
    const pipe = path.join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const read = readFile(pipe, 'utf8');
    const output = await openOutputFile(pipe);
    await output.write('one\n');
    await output.finish();
    expect(await read).toBe('one\n');
    expect(readdirSync(folder)).toEqual(['pipe']);
    expect(statSync(pipe).isFIFO()).toBe(true);
  });

  test.skipIf(process.platform !== 'linux')('says that it is full', async () => {
    const output = await openOutputFile('/dev/full');
    await expect(output.write('x')).rejects.toMatchObject({
      code: 'CLI002',
      message: 'cannot write /dev/full: no space is left on the disk',
      details: { hint: 'free space there, or name a file on another disk' },
    });
    await output.discard();
  });
});
