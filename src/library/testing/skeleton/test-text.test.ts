import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { DetectionTest } from '../../../content/index.ts';
import { withTest } from './test-text.ts';

const MADE: DetectionTest = {
  name: 'Recorded: "one"',
  type: 'unit',
  expectedResults: 2,
  attackData: [{ data: 'tests/data/a.log', source: 'S:x', sourcetype: 't', index: 'mine' }],
};
const SIX = {
  test_type: 'unit',
  name: MADE.name,
  expected_results: 2,
  attack_data: [{ data: 'tests/data/a.log', source: 'S:x', sourcetype: 't', index: 'mine' }],
};
const { test_type: _, attack_data: __, ...NAMED } = SIX;
const FIVE = {
  ...NAMED,
  attack_data: [{ data: 'tests/data/a.log', source: 'S:x', sourcetype: 't', custom_index: 'mine' }],
};

test('is appended to a file without tests', () => {
  const text = 'name: A # why\nsearch: >-\n  a\n  | b\n';
  const made = withTest(text, MADE, true) ?? '';
  expect(made.startsWith(text)).toBe(true);
  expect(parse(made)).toEqual({ name: 'A', search: 'a | b', tests: [SIX] });
});

test('makes a sidecar of nothing', () => {
  expect(parse(withTest('', MADE, false) ?? '')).toEqual({ tests: [FIVE] });
});

test.each([
  ['indented', 'a: 1\ntests: # all\n  - name: T\n    attack_data: []\n\n# end\nz: 2\n'],
  ['at the margin', 'a: 1\ntests:\n- name: T\n  attack_data: []\nz: 2 # last\n'],
  ['last, without an end', 'a: 1\nz: 2\ntests:\n- name: T\n  attack_data: []'],
  ['with the line ends of Windows', 'a: 1\r\ntests:\r\n- name: T\r\n  attack_data: []\r\nz: 2\r\n'],
])('comes behind tests that are %s, and leaves the rest as it is', (_name, text) => {
  const made = withTest(text, MADE, true) ?? '';
  expect(parse(made)).toEqual({ a: 1, tests: [{ name: 'T', attack_data: [] }, SIX], z: 2 });
  const added = made.length - text.length;
  const places = [...text].flatMap((_character, at) =>
    made === text.slice(0, at) + made.slice(at, at + added) + text.slice(at) ? [at] : [],
  );
  expect(places.length + (made.startsWith(text) ? 1 : 0)).toBeGreaterThan(0);
});

test('takes the place of a test of the same name', () => {
  const once = withTest('tests:\n- name: T\n  attack_data: []\n', MADE, true) ?? '';
  expect(withTest(once, MADE, true)).toBe(once);
  const more = withTest(`${once}- name: U\n  attack_data: []\n`, { ...MADE, expectedResults: 7 }, true) ?? '';
  const names = (parse(more) as { tests: { name: string; expected_results?: number }[] }).tests;
  expect(names.map((one) => [one.name, one.expected_results])).toEqual([
    ['T', undefined],
    [MADE.name, 7],
    ['U', undefined],
  ]);
});

test.each(['tests: []\n', 'tests: [{ name: T }]\n', '"tests": []\n'])(
  'is refused where the tests stand in a line: %s',
  (text) => {
    expect(withTest(text, MADE, true)).toBeUndefined();
  },
);
