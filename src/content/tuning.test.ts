import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadTuning } from './tuning.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'karst-tuning-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, ...lines: readonly string[]): string {
  const file = path.join(folder, name);
  writeFileSync(file, lines.join('\n'));
  return file;
}

function suppression(expires: string, reason = 'known'): string {
  return put('s.yml', 'suppressions:', `  - {detection: X, where: 'a=1', reason: '${reason}', expires: ${expires}}`);
}

describe('loadTuning', () => {
  test('adds files up', () => {
    const one = put('one.yml', 'macros: {x_filter: search a=1}', 'exclude: [Y]');
    const two = suppression('2027-01-31');
    const { macros, suppressions, exclude } = loadTuning([one, two]);
    expect(macros).toMatchObject([{ name: 'x_filter', definition: 'search a=1', arguments: [], file: one }]);
    expect(exclude).toEqual(['Y']);
    expect(suppressions).toMatchObject([{ detection: 'X', where: { text: 'a=1' }, reason: 'known' }]);
  });

  test('reads the example of the documentation', () => {
    const page = readFileSync(new URL('../../docs/tuning.md', import.meta.url), 'utf8');
    const example = /```yaml\n(.*?)```/s.exec(page)?.[1] ?? '';
    const { macros, suppressions, exclude } = loadTuning([put('example.yml', example)]);
    expect(macros).toMatchObject([{ definition: 'search NOT dest="build-*"' }]);
    expect(suppressions).toMatchObject([{ where: { text: 'dest="ws-07*" AND user=svc_backup' }, ticket: 'SEC-1234' }]);
    expect(exclude).toHaveLength(1);
  });

  test('a day counts to its end in UTC', () => {
    expect(loadTuning([suppression('2027-01-31')]).suppressions[0]?.endsAt).toBe(Date.UTC(2027, 1, 1) / 1000);
    expect(loadTuning([suppression('never')]).suppressions[0]?.endsAt).toBeUndefined();
  });

  test.each([
    ['2027-02-30', 'known', '"2027-02-30" is no date', 'write a date such as 2027-01-31, or never'],
    ['soon', 'known', '"soon" is no date', 'write a date such as 2027-01-31, or never'],
    ['never', ' ', 'a suppression without a reason', 'say why the results are harmless'],
  ])('expires %s because of %j', (expires, reason, message, hint) => {
    const file = suppression(expires, reason);
    expect(() => loadTuning([file])).toThrow(
      expect.objectContaining({ code: 'CT003', message, details: expect.objectContaining({ file, hint }) }),
    );
  });

  test.each([
    [['suppressions:', '  - {detection: X, where: a=1, expires: never}'], /without "suppressions\[0\]\.reason"/],
    [['suppression: []'], 'a tuning has no key "suppression"'],
  ])('%j', (lines, message) => {
    expect(() => loadTuning([put('bad.yml', ...lines)])).toThrow(message);
  });
});
