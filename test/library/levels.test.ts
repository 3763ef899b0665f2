import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { configuredLevels, readConfig, validate } from '../../src/library/index.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'karst-levels-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function config(text: string) {
  const file = path.join(root, 'karst.yml');
  writeFileSync(file, text);
  return configuredLevels(readConfig(file));
}

test('a check is an error, a warning or off, by its code or its name; the code goes before', async () => {
  writeFileSync(path.join(root, 'other.yml'), 'name: mine\ndescription: d\ndefinition: index=main\n');
  const severities = async (text: string) => {
    const { files } = await validate({ paths: [path.join(root, 'other.yml')], levels: config(text) });
    return files.map(({ status, errors }) => [status, ...errors.map(({ code, severity }) => `${code} ${severity}`)]);
  };
  expect(await severities('')).toEqual([['error', 'CT111 error']]);
  expect(await severities('checks:\n  CT111: warn\n')).toEqual([['ok', 'CT111 warning']]);
  expect(await severities('checks:\n  file-names: off\n')).toEqual([['ok']]);
  expect(await severities('checks:\n  file-names: off\n  CT111: error\n')).toEqual([['error', 'CT111 error']]);
});

test.each([
  ['checks:\n  CT11: off\n', 'there is no check "CT11"', 'the nearest is "CT110"', { start: 10, end: 14 }],
  [
    'checks:\n  file-name: off\n',
    'there is no check "file-name"',
    'the nearest is "file-names"',
    { start: 10, end: 19 },
  ],
  ['checks:\n  nonsense: off\n', 'there is no check "nonsense"', 'docs/checks lists them all', { start: 10, end: 18 }],
  [
    'checks:\n  CT111: warning\n',
    '"checks.CT111" of a config must be "error" or "warn" or "off", not "warning"',
    undefined,
    { start: 17, end: 24 },
  ],
])('%j is CT007 at its place', (text, message, hint, span) => {
  expect(() => config(text)).toThrow(expect.objectContaining({ code: 'CT007', message }));
  try {
    config(text);
  } catch (error) {
    expect(error).toMatchObject({ details: { file: path.join(root, 'karst.yml'), span, ...(hint && { hint }) } });
  }
});
