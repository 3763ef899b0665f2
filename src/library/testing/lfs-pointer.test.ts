import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { refuseLfsPointer } from './lfs-pointer.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'karst-pointer-'));
const file = path.join(folder, 'a.log');
afterAll(() => rmSync(folder, { recursive: true }));

test('a pointer is told by its first line', async () => {
  writeFileSync(file, `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 7\n`);
  await expect(refuseLfsPointer(file, 'a.log')).rejects.toMatchObject({ code: 'TE003' });
});

test.each(['', 'version', 'an event: version https://git-lfs.github.com/spec/v1\n'])('%j is data', async (text) => {
  writeFileSync(file, text);
  await expect(refuseLfsPointer(file, 'a.log')).resolves.toBeUndefined();
});

test('a file that is not there cannot be read', async () => {
  await expect(refuseLfsPointer(path.join(folder, 'none'), 'none')).rejects.toMatchObject({ code: 'TE001' });
});
