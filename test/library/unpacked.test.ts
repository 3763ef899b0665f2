import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { unpacked } from '../../src/library/unpacked.ts';
import { Problem } from '../../src/shared/problem.ts';
import { type MemberSpec, writeZip } from '../support/archive-writer.ts';

let folder: string;
let cache: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'karst-unpacked-'));
  cache = path.join(folder, 'cache');
});
afterEach(() => rm(folder, { recursive: true }));

async function zip(members: readonly MemberSpec[]): Promise<string> {
  const file = path.join(folder, 'content.zip');
  await writeFile(file, writeZip(members));
  return file;
}

const member = (name: string, text = 'x'): MemberSpec => ({ name, bytes: Buffer.from(text) });

test('puts a folder of its content in the place of an archive, and nothing else of it', async () => {
  const file = await zip([
    member('repo/macros/a.yml', 'name: a'),
    member('repo/lookups/b.csv'),
    member('repo/app/c.py'),
  ]);
  const [first, second = ''] = await unpacked(['elsewhere', file], cache);
  expect(first).toBe('elsewhere');
  expect(path.dirname(second)).toBe(cache);
  expect(await readFile(path.join(second, 'repo/macros/a.yml'), 'utf8')).toBe('name: a');
  expect(await readdir(path.join(second, 'repo'))).toEqual(['lookups', 'macros']);
  expect(await readdir(cache)).toEqual([path.basename(second)]);
});

test('unpacks the same archive once, and two runs at a time', async () => {
  const file = await zip([member('a.yml')]);
  const both = await Promise.all([unpacked([file], cache), unpacked([file], cache)]);
  expect(both[0]).toEqual(both[1]);
  await writeFile(path.join(both[0][0] ?? '', 'kept.yml'), '');
  expect(await readdir((await unpacked([file], cache))[0] ?? '')).toEqual(['a.yml', 'kept.yml']);
});

test.each([
  ['leaves its folder', [member('../a.yml')], '../a.yml: a name that leaves the archive'],
  ['has an absolute name', [member('/etc/a.yml')], '/etc/a.yml: an absolute name'],
  ['holds no content', [member('a.txt')], 'no content is in it'],
  ['holds too many files', [member('a.yml'), member('b.yml'), member('c.yml')], 'more than 2 files of content'],
  ['holds too much', [member('a.yml', 'x'.repeat(101))], 'more than 100 bytes of content'],
])('refuses an archive that %s', async (_, members, reason) => {
  const file = await zip(members);
  const error: unknown = await unpacked([file], cache, { files: 2, bytes: 100 }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Problem);
  expect(error).toMatchObject({
    code: 'CT031',
    message: `the archive of content cannot be used: ${reason}`,
    details: { file, hint: 'unpack it and name the folder' },
  });
  expect(await readdir(cache)).toEqual([]);
});

test('refuses what only has the name of an archive', async () => {
  const file = path.join(folder, 'content.zip');
  await writeFile(file, 'no zip');
  await expect(unpacked([file], cache)).rejects.toMatchObject({ code: 'CT031' });
});

test('a cache that takes no files is told', async () => {
  const file = await zip([member('a.yml')]);
  await writeFile(cache, 'a file');
  await expect(unpacked([file], cache)).rejects.toMatchObject({
    code: 'CT031',
    message: expect.stringContaining(`${cache} takes no files: EEXIST`),
    details: { file, hint: 'unpack it and name the folder' },
  });
});
