import { expect, test } from 'vitest';
import { plainPalette } from '../../findings/index.ts';
import type { ValidatedFile, ValidationError } from '../../library/index.ts';
import { Problem } from '../../shared/problem.ts';
import { VALIDATION_FORMATS } from './index.ts';
import type { ValidationFormatName } from './names.ts';

const HOSTILE = 'a"b<c>&\u0000\u001b[31m\ud800\nnext, 100%: ::error {0} [x](y)';

function entry(code: 'CT104' | 'SPL413', severity: ValidationError['severity'], message: string): ValidationError {
  const problem = new Problem(code, message, {
    file: 'rules/a b:c.yml',
    text: 'one\ntwo three\n',
    span: { start: 8, end: 13 },
  });
  return { code, severity, message, line: 2, column: 5, hint: 'do it', problem };
}

const FILES: readonly ValidatedFile[] = [
  {
    file: 'a b:c.yml',
    name: HOSTILE,
    id: null,
    kind: 'detection',
    type: 'TTP',
    status: 'error',
    errors: [entry('CT104', 'error', HOSTILE), entry('SPL413', 'warning', 'too wide')],
  },
  { file: 'm.yml', name: 'm', id: null, kind: 'macro', type: null, status: 'ok', errors: [] },
];

function render(format: ValidationFormatName): string {
  return VALIDATION_FORMATS[format].render(FILES, { palette: plainPalette, width: 80 });
}

test('JSON has an object for each file, in the shape that other programs read', () => {
  const entry = { line: 2, column: 5, hint: 'do it' };
  expect(JSON.parse(render('json'))).toEqual([
    {
      file: 'a b:c.yml',
      name: HOSTILE,
      id: null,
      kind: 'detection',
      type: 'TTP',
      status: 'error',
      errors: [
        { code: 'CT104', severity: 'error', message: HOSTILE, ...entry },
        { code: 'SPL413', severity: 'warning', message: 'too wide', ...entry },
      ],
    },
    { file: 'm.yml', name: 'm', id: null, kind: 'macro', type: null, status: 'ok', errors: [] },
  ]);
});

test('JUnit fails by errors, tells warnings, and is XML whatever names say', () => {
  const text = 'a&#34;b&#60;c&#62;&#38;\ufffd\ufffd[31m\ufffd&#10;next, 100%: ::error {0} [x](y)';
  expect(render('junit').split('\n')).toEqual([
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="karst validate" tests="2" failures="1" errors="0" skipped="0">',
    '<testsuite name="detection" tests="1" failures="1" errors="0" skipped="0">',
    `  <testcase name="${text}" classname="detection" file="a b:c.yml">`,
    `    <failure message="CT104 line 2, column 5: ${text} (do it)" type="CT104"/>`,
    '    <system-out>SPL413 line 2, column 5: too wide (do it)</system-out>',
    '  </testcase>',
    '</testsuite>',
    '<testsuite name="macro" tests="1" failures="0" errors="0" skipped="0">',
    '  <testcase name="m" classname="macro" file="m.yml"/>',
    '</testsuite>',
    '</testsuites>',
    '',
  ]);
});

test('an annotation stands at its place, and cannot be ended by what it says', () => {
  const [first, second, ...rest] = render('github').split('\n');
  expect(first).toMatch(
    /^::error file=rules\/a b%3Ac\.yml,line=2,col=5,title=CT104 .*%0Anext%2C 100%25%3A %3A%3Aerror/,
  );
  expect(first).toMatch(/::.*%0Ahint: do it$/);
  expect(second).toBe(
    '::warning file=rules/a b%3Ac.yml,line=2,col=5,title=SPL413 '.concat(
      'a"b<c>&\u0000\u001b[31m\ud800%0Anext%2C 100%25%3A %3A%3Aerror {0} [x](y)::too wide%0Ahint: do it',
    ),
  );
  expect(rest).toEqual(['']);
});

test('SARIF has a rule for every code, and a result at its place for every finding', () => {
  const log = JSON.parse(render('sarif'));
  expect(log).toMatchObject({ version: '2.1.0', runs: [{ columnKind: 'utf16CodeUnits' }] });
  const [{ tool, results }] = log.runs;
  const ids = tool.driver.rules.map(({ id }: { id: string }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(tool.driver.rules[ids.indexOf('CT104')]).toMatchObject({
    name: 'allowed-values',
    defaultConfiguration: { level: 'error' },
    help: { text: expect.stringContaining('What to do') },
  });
  expect(results).toMatchObject([
    {
      ruleId: 'CT104',
      ruleIndex: ids.indexOf('CT104'),
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'rules/a%20b%3Ac.yml' },
            region: { startLine: 2, startColumn: 5, endLine: 2, endColumn: 10 },
          },
        },
      ],
    },
    { ruleId: 'SPL413', level: 'warning' },
  ]);
  // Brackets would make a link, braces a placeholder.
  expect(results[0].message.text).toContain('{{0}} \\[x\\](y)');
});

test('a table shows the line of every finding', () => {
  expect(render('table')).toContain('  at rules/a b:c.yml:2:5\n');
});
