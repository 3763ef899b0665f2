import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { type EntryOptions, openEntryFile } from './entry-file.ts';

const DAY_MS = 86_400_000;
const root = mkdtempSync(path.join(tmpdir(), 'karst-entries-'));
afterAll(() => rmSync(root, { recursive: true }));

let options: EntryOptions;
let count = 0;
beforeEach(() => {
  options = { folder: path.join(root, String(count++), 'deep'), build: 'b1', nowMs: 100 * DAY_MS };
});

function keep(name: string, entries: Readonly<Record<string, string>>, more: Partial<EntryOptions> = {}): void {
  const file = openEntryFile(name, { ...options, ...more });
  for (const [key, json] of Object.entries(entries)) file.put(key, json);
  file.save();
}

const got = (name: string, key: string, more: Partial<EntryOptions> = {}) =>
  openEntryFile(name, { ...options, ...more }).get(key);

test('what was put is there in the next run, whatever characters it has', () => {
  keep('one', { a: '{"x":"ä\\n\u2028"}', b: '1' });
  keep('one', { c: '2' });
  expect(['a', 'b', 'c', 'd'].map((key) => got('one', key))).toEqual(['{"x":"ä\\n\u2028"}', '1', '2', undefined]);
});

test('nothing new is nothing written', () => {
  const file = openEntryFile('one', options);
  file.get('a');
  file.save();
  expect(() => readdirSync(options.folder)).toThrow('ENOENT');
});

test.each([
  ['cut off', (text: string) => text.slice(0, -3)],
  ['changed in one place', (text: string) => text.replace('old', 'new')],
  ['empty', () => ''],
  ['something else', () => '{"a": "old"}\n'],
  ['without its first line', (text: string) => text.slice(text.indexOf('\n') + 1)],
])('a file that is %s is as good as none, and written again', (_, damage) => {
  keep('one', { a: '"old"' });
  const file = path.join(options.folder, 'one.jsonl');
  writeFileSync(file, damage(readFileSync(file, 'utf8')));
  expect(got('one', 'a')).toBeUndefined();
  keep('one', { a: '"again"' });
  expect(got('one', 'a')).toBe('"again"');
});

test('another build of karst finds nothing', () => {
  keep('one', { a: '1' });
  expect(got('one', 'a', { build: 'b2' })).toBeUndefined();
});

test('what was not asked for in a week goes when the file is written', () => {
  keep('one', { asked: '1', not: '2' });
  const later = { nowMs: 108 * DAY_MS };
  const file = openEntryFile('one', { ...options, ...later });
  file.get('asked');
  file.put('more', '3');
  file.save();
  expect(['asked', 'not', 'more'].map((key) => got('one', key, later))).toEqual(['1', undefined, '3']);
});

test('what no run asks for any more does not grow without end', () => {
  const large = JSON.stringify('x'.repeat(300));
  for (let run = 0; run < 5; run++) keep('one', { [`k${run}`]: large }, { maxIdleLength: 700 });
  const keys = ['k0', 'k1', 'k2', 'k3', 'k4'];
  expect(keys.filter((key) => got('one', key) !== undefined)).toEqual(['k2', 'k3', 'k4']);
});

test('a folder that cannot be written to is no error', () => {
  writeFileSync(path.join(root, 'file'), '');
  const folder = path.join(root, 'file', 'below');
  expect(() => keep('one', { a: '1' }, { folder })).not.toThrow();
  expect(got('one', 'a', { folder })).toBeUndefined();
});

test('two runs at once leave a file of one of them, whole', () => {
  const [first, second] = [openEntryFile('one', options), openEntryFile('one', options)];
  first.put('a', '1');
  second.put('b', '2');
  first.save();
  second.save();
  expect([got('one', 'a'), got('one', 'b')]).toEqual([undefined, '2']);
  expect(readdirSync(options.folder)).toEqual(['one.jsonl']);
});

test('of too many files those used least lately go, and drafts of runs that were killed', () => {
  for (let at = 0; at < 70; at++) {
    keep(`f${at}`, { a: '1' });
    const used = new Date(options.nowMs - (70 - at) * 1000);
    utimesSync(path.join(options.folder, `f${at}.jsonl`), used, used);
  }
  const draft = path.join(options.folder, 'f1.jsonl.x.part');
  writeFileSync(draft, '');
  utimesSync(draft, new Date(0), new Date(0));
  keep('last', { a: '1' });
  const left = readdirSync(options.folder);
  expect(left).toHaveLength(64);
  expect(left).toEqual(expect.arrayContaining(['last.jsonl', 'f69.jsonl']));
  expect(left).not.toContain('f1.jsonl');
  expect(left).not.toContain('f1.jsonl.x.part');
});
