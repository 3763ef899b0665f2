import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readLock } from './lock.ts';
import { openLocks } from './locks.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'karst-lock-'));
afterAll(() => rmSync(folder, { recursive: true }));

const entry = (digit: string) => ({ sha256: digit.repeat(64), bytes: 7 });

test('what is written is read again, in the order of the addresses, with what was there before', async () => {
  const file = path.join(folder, 'karst.lock');
  const first = openLocks();
  first.add(file, 'http://b/', entry('b'));
  await first.write();
  const second = openLocks();
  expect(await second.entry(file, 'http://b/')).toEqual(entry('b'));
  second.add(file, 'http://a/', entry('a'));
  await second.write();
  expect([...(await readLock(file))]).toEqual([
    ['http://a/', entry('a')],
    ['http://b/', entry('b')],
  ]);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version: 1 });
});

test.each([
  ['not JSON', 'it is not JSON'],
  ['{"version": 2, "data": {}}', 'another version than 1'],
  ['{"version": 1, "data": {"http://a/": {"sha256": "../../etc", "bytes": 1}}}', 'the entry of http://a/'],
])('%s is refused', async (text, reason) => {
  const file = path.join(folder, 'broken.lock');
  writeFileSync(file, text);
  await expect(readLock(file)).rejects.toMatchObject({
    code: 'TE005',
    message: expect.stringContaining(reason) as string,
  });
});

test('one that is not there has no entries', async () => {
  expect((await readLock(path.join(folder, 'none.lock'))).size).toBe(0);
});
