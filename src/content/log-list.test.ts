import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadLogList } from './log-list.ts';

const root = mkdtempSync(path.join(tmpdir(), 'karst-log-list-'));
const FILE = path.join(root, 'logs.yml');
afterAll(() => rmSync(root, { recursive: true }));

test('paths count from the folder of the list', () => {
  writeFileSync(FILE, 'logs:\n- path: a.log\n  sourcetype: t\n  host: h\n- path: /b\n  source: s\n  index: i\n');
  expect(loadLogList(FILE)).toEqual([
    { path: path.join(root, 'a.log'), sourcetype: 't', host: 'h' },
    { path: '/b', source: 's', index: 'i' },
  ]);
});

test('a key that is not known is told with its place', () => {
  const text = 'logs:\n- path: a.log\n  sourctype: t\n';
  writeFileSync(FILE, text);
  const start = text.indexOf('sourctype');
  expect(() => loadLogList(FILE)).toThrow(
    expect.objectContaining({
      code: 'CT003',
      message: '"logs[0]" of a log list has no key "sourctype"',
      details: { file: FILE, text, span: { start, end: start + 9 }, hint: 'see the table of keys in docs/testing.md' },
    }),
  );
});
