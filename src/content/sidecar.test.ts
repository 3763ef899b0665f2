import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Detection } from './content.ts';
import { loadContent } from './load.ts';
import { withSidecar } from './sidecar.ts';

const root = mkdtempSync(path.join(tmpdir(), 'karst-sidecar-'));
const folder = path.join(root, 'detections');
const SIDECAR = path.join(folder, 'one.karst.yml');
let detection: Detection;

beforeAll(async () => {
  mkdirSync(folder);
  writeFileSync(
    path.join(folder, 'one.yml'),
    [
      'name: One',
      'type: Hunting',
      'search: "| makeresults"',
      'tests:',
      '- name: First',
      '  attack_data: [{ data: a.log, source: s, sourcetype: t }]',
    ].join('\n'),
  );
  writeFileSync(SIDECAR, '');
  const content = await loadContent([root]);
  expect({ files: content.files.length, problems: content.problems }).toEqual({ files: 1, problems: [] });
  const [only] = content.detections;
  if (only === undefined) throw new Error('there is one detection');
  detection = only;
});
afterAll(() => rmSync(root, { recursive: true }));

test('a test of the detection expects what the sidecar says, and one of its own comes behind', () => {
  writeFileSync(
    SIDECAR,
    'tests:\n- { name: First, expected_results: 3 }\n' +
      '- { name: Benign, expected_results: 0, attack_data: [{ data: b.log, custom_index: i }] }\n',
  );
  expect(withSidecar(detection).tests).toEqual([
    {
      name: 'First',
      type: 'unit',
      expectedResults: 3,
      attackData: [{ data: 'a.log', source: 's', sourcetype: 't' }],
    },
    { name: 'Benign', type: 'unit', expectedResults: 0, attackData: [{ data: 'b.log', index: 'i' }] },
  ]);
});

test.each([
  ['tests:\n- { name: Other, expected_results: 0 }\n', 'the detection has no test "Other"'],
  ['tests:\n- { name: First, expected: 0 }\n', '"tests[0]" of a sidecar has no key "expected"'],
  ['tests:\n- { name: First, expected_results: -1 }\n', '"tests[0].expected_results" of a sidecar must be 0 or more'],
  ['note: x\n', 'a sidecar has no key "note"'],
])('%j is refused', (text, message) => {
  writeFileSync(SIDECAR, text);
  expect(() => withSidecar(detection)).toThrow(
    expect.objectContaining({ code: 'CT003', message: expect.stringContaining(message) as string }),
  );
});

test('a noise budget comes with its reason, and needs no tests', () => {
  writeFileSync(SIDECAR, 'noise_budget: { rows: 0.5, reason: backups }\n');
  expect(withSidecar(detection)).toEqual({ ...detection, noiseBudget: { rows: 0.5, reason: 'backups' } });
  writeFileSync(SIDECAR, 'noise_budget: { rows: 3 }\n');
  expect(() => withSidecar(detection)).toThrow(
    expect.objectContaining({
      code: 'CT003',
      message: 'a sidecar without "noise_budget.reason", which must be a text',
    }),
  );
});
