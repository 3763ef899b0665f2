import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openHistory, stateFolder } from './history.ts';

const scratch = mkdtempSync(path.join(tmpdir(), 'karst-history-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test.skipIf(process.platform === 'win32')('the folder is that of XDG, and never a relative one', () => {
  expect(stateFolder({ XDG_STATE_HOME: '/state' }, '/home/kim')).toBe('/state/karst');
  expect(stateFolder({ XDG_STATE_HOME: 'state' }, '/home/kim')).toBe('/home/kim/.local/state/karst');
  expect(stateFolder({}, '/home/kim')).toBe('/home/kim/.local/state/karst');
});

describe('history', () => {
  test('keeps one search a line, the latest first, for the user alone', async () => {
    const folder = path.join(scratch, 'new', 'karst');
    const first = await openHistory(folder);
    expect(first.entries).toEqual([]);
    await first.add('index=main |\n  stats count');
    await first.add('EventCode=1');
    expect((await openHistory(folder)).entries).toEqual(['EventCode=1', 'index=main | stats count']);
    if (process.platform !== 'win32') expect(statSync(path.join(folder, 'history')).mode & 0o777).toBe(0o600);
  });

  test('a long one is cut', async () => {
    const lines = Array.from({ length: 2001 }, (_, at) => `search ${at}`);
    writeFileSync(path.join(scratch, 'history'), `${lines.join('\n')}\n`);
    const { entries } = await openHistory(scratch);
    expect([entries.length, entries[0], entries.at(-1)]).toEqual([1000, 'search 2000', 'search 1001']);
    expect(readFileSync(path.join(scratch, 'history'), 'utf8').trim().split('\n')).toHaveLength(1000);
  });

  test('a folder that cannot be used is no error', async () => {
    const file = path.join(scratch, 'file');
    writeFileSync(file, '');
    const history = await openHistory(path.join(file, 'karst'));
    expect(history.entries).toEqual([]);
    await expect(history.add('EventCode=1')).resolves.toBeUndefined();
  });
});
