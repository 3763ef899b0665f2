import { expect, test } from 'vitest';
import { plainPalette } from '../../findings/index.ts';
import type { TestedDetection, TestOutcome } from '../../library/index.ts';
import { Problem } from '../../shared/problem.ts';
import { TEST_FORMATS } from './index.ts';
import type { TestFormatName } from './names.ts';

const HOSTILE = 'a"b<c>&\u0000\u001b[31m\ud800\nnext, 100%: ::error';

const outcome = {
  detection: { name: HOSTILE, file: 'a:b,c.yml', type: 'TTP', status: 'production' },
  kind: 'unit',
  test: { name: 'T', type: 'unit', attackData: [] },
  status: 'fail',
  reason: HOSTILE,
  notes: [],
  rows: 0,
  events: 3,
  seconds: { total: 0.25, search: 0.1 },
} as unknown as TestOutcome;

function render(format: TestFormatName): string {
  const renderer = TEST_FORMATS[format].open({ palette: plainPalette, width: 80 });
  const detections: TestedDetection[] = [{ detection: outcome.detection, outcomes: [outcome] }];
  const problems = [new Problem('CT003', 'broken', { file: 'x.yml' })];
  return renderer.write(outcome) + renderer.end({ detections, problems, hasIntegration: false, seconds: 1 });
}

test('a table stays on its lines, within its columns', () => {
  const [head = '', row = '', reason, ...rest] = render('table').split('\n');
  expect([head, row].map(({ length }) => length)).toEqual([80, 80]);
  expect(reason).toBe('        a"b<c>&\\x00\\x1b[31m\\u{d800}\\nnext, 100%: ::error');
  expect(rest).toEqual(['']);
});

test('JUnit is XML whatever names say', () => {
  const name = 'a&#34;b&#60;c&#62;&#38;\ufffd\ufffd[31m\ufffd&#10;next, 100%: ::error';
  expect(render('junit').split('\n')).toEqual([
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="karst test" tests="2" failures="1" errors="1" skipped="0" time="1.000">',
    '<testsuite name="content" tests="1" failures="0" errors="1" skipped="0">',
    '  <testcase name="x.yml" classname="content" time="0">',
    '    <error message="broken" type="CT003"/>',
    '  </testcase>',
    '</testsuite>',
    `<testsuite name="${name}" tests="1" failures="1" errors="0" skipped="0" time="0.250" file="a:b,c.yml">`,
    `  <testcase name="T" classname="${name}" file="a:b,c.yml" time="0.250">`,
    `    <failure message="${name}" type="verdict"/>`,
    '  </testcase>',
    '</testsuite>',
    '</testsuites>',
    '',
  ]);
});

test('an annotation cannot be ended by what it says', () => {
  const [first, second, ...rest] = render('github').split('\n');
  expect(first).toMatch(
    /^::error file=a%3Ab%2Cc\.yml,title=.*%0Anext%2C 100%25%3A %3A%3Aerror%3A T::.*%0Anext, 100%25: /,
  );
  expect(second).toBe('::error file=x.yml,title=content::broken');
  expect(rest).toEqual(['']);
});

test('JSON lines tell what there is, and null for what there is not', () => {
  expect(JSON.parse(render('jsonl'))).toMatchObject({
    detection: { id: null, version: null },
    rows: 0,
    expected: null,
    code: null,
  });
});
