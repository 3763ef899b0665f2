import { describe, expect, test } from 'vitest';
import type { Row } from '../../language/index.ts';
import type { Finding } from '../finding.ts';
import type { RenderOptions } from './format.ts';
import { FORMATS } from './formats.ts';
import { colourPalette, plainPalette } from './palette.ts';

const OPTIONS: RenderOptions = { width: 100, palette: plainPalette };

function rows(format: keyof typeof FORMATS, items: readonly Row[], options: Partial<RenderOptions> = {}) {
  const renderer = FORMATS[format].rows({ ...OPTIONS, ...options });
  const text = items.map(renderer.write).join('') + renderer.end();
  return { text, omitted: renderer.omitted() };
}

function findings(format: keyof typeof FORMATS, items: readonly Finding[], options: Partial<RenderOptions> = {}) {
  const renderer = FORMATS[format].findings({ ...OPTIONS, ...options });
  return items.map(renderer.write).join('') + renderer.end();
}

const FINDING: Finding = {
  schema: 1,
  detection: {
    name: 'Process Writing DynamicWrapperX',
    id: 'b0a078e4-2601-11ec-9aec-acde48001122',
    version: 4,
    type: 'Hunting',
    file: 'x.yml',
  },
  severity: 'high',
  risk_score: 80,
  risk_objects: [
    { field: 'user', type: 'user', value: 'kim', score: 80, message: 'm' },
    { field: 'dest', type: 'system', value: 'ws-07', score: 80, message: 'm' },
  ],
  threat_objects: [{ field: 'process_name', type: 'process', value: 'wscript.exe' }],
  message: 'An instance of wscript.exe was identified on endpoint ws-07.',
  mitre_attack_id: ['T1059', 'T1559.001'],
  analytic_story: ['Remcos', 'Living Off The Land'],
  first_time: '2024-10-17T09:12:44Z',
  last_time: '2024-10-17T09:12:46Z',
  result: { dest: 'ws-07', note: 'a "b"' },
};

test('formats have names', () => {
  expect(Object.keys(FORMATS)).toEqual(['table', 'jsonl', 'csv']);
});

test.each(['table', 'jsonl', 'csv'] as const)('%s of nothing is nothing', (format) => {
  expect(rows(format, []).text).toBe('');
  expect(findings(format, [])).toBe('');
  expect(rows(format, [], { columns: ['a'] }).text).toBe('');
});

describe('jsonl', () => {
  test('is one object a line, lone surrogates escaped', () => {
    expect(rows('jsonl', [{ a: 1, b: ['x', '\ud800'] }, { c: 'y\n' }]).text).toBe(
      '{"a":1,"b":["x","\\ud800"]}\n{"c":"y\\n"}\n',
    );
    expect(JSON.parse(findings('jsonl', [FINDING]))).toEqual(FINDING);
  });
});

describe('csv', () => {
  test('quotes as RFC 4180 says, with the columns of all rows', () => {
    const items: Row[] = [{ a: 'x,y', b: 'say "hi"' }, { c: 'two\nlines', a: ['p', 'q'] }, { b: 3 }];
    expect(rows('csv', items).text).toBe('a,b,c\r\n"x,y","say ""hi""",\r\np q,,"two\nlines"\r\n,3,\r\n');
  });

  test('streams with the columns of a plan, and tells what they leave out', () => {
    expect(rows('csv', [{ b: 1, x: 2 }], { columns: ['a', 'b'] })).toEqual({ text: 'a,b\r\n,1\r\n', omitted: ['x'] });
  });

  test('fixes the columns after the first thousand rows', () => {
    const items: Row[] = [...Array.from({ length: 1000 }, () => ({ a: 'v' })), { late: 'w' }];
    const { text, omitted } = rows('csv', items);
    expect(text).toBe(`a\r\n${'v\r\n'.repeat(1000)}""\r\n`);
    expect(omitted).toEqual(['late']);
  });

  test('leaves values as they are, formulas too', () => {
    expect(rows('csv', [{ a: '=1+1' }]).text).toBe('a\r\n=1+1\r\n');
  });

  test('has one line for each finding', () => {
    expect(findings('csv', [FINDING])).toBe(
      'severity,risk_score,detection_name,detection_id,detection_version,detection_type,detection_file,first_time,' +
        'last_time,message,risk_objects,threat_objects,mitre_attack_id,analytic_story,result\r\n' +
        'high,80,Process Writing DynamicWrapperX,b0a078e4-2601-11ec-9aec-acde48001122,4,Hunting,x.yml,' +
        '2024-10-17T09:12:44Z,2024-10-17T09:12:46Z,An instance of wscript.exe was identified on endpoint ws-07.,' +
        'kim (user) 80; ws-07 (system) 80,wscript.exe (process),T1059; T1559.001,Remcos; Living Off The Land,' +
        '"{""dest"":""ws-07"",""note"":""a \\""b\\""""}"\r\n',
    );
  });
});

describe('table of rows', () => {
  test('aligns columns, counting wide characters', () => {
    expect(
      rows('table', [
        { user: '日本', n: 1 },
        { user: 'kim', n: 20, x: ['a', 'b'] },
      ]).text,
    ).toBe('user  n   x\n日本  1\nkim   20  a b\n');
  });

  test('takes the order of the plan, without columns that do not occur', () => {
    expect(rows('table', [{ b: 1, a: 2 }], { columns: ['a', 'z', 'b'] }).text).toBe('a  b\n2  1\n');
  });

  test('cuts the widest columns to fit', () => {
    const { text } = rows('table', [{ name: 'short', command: 'x'.repeat(50) }], { width: 20 });
    expect(text).toBe(`name   command\nshort  ${'x'.repeat(12)}…\n`);
  });

  test('lists the fields of a row one by one where columns do not fit', () => {
    const row = { a: '1', b: '2', c: 'x'.repeat(40), d: 'y' };
    const wide = Object.fromEntries(['p', 'q', 'r', 's'].map((name) => [name, 'z'.repeat(9)]));
    expect(rows('table', [{ ...row, ...wide }], { width: 20 }).text).toBe(
      `-- 1 --\na  1\nb  2\nc  ${'x'.repeat(16)}…\nd  y\np  ${'z'.repeat(9)}\nq  ${'z'.repeat(9)}\n` +
        `r  ${'z'.repeat(9)}\ns  ${'z'.repeat(9)}\n`,
    );
  });

  test('shows what would control the terminal', () => {
    expect(rows('table', [{ 'a\u001b[2J': 'x\u202ey\n' }]).text).toBe('a\\x1b[2J\nx\\u{202e}y\\n\n');
  });
});

describe('table of findings', () => {
  test('sums them up by detection, with the first message beneath', () => {
    const later = { ...FINDING, first_time: '2024-10-17T10:00:00Z', message: 'another' };
    expect(findings('table', [later, FINDING], { width: 120 })).toBe(
      [
        'SEVERITY  DETECTION                        TYPE     HOSTS  HITS  FIRST SEEN            ATT&CK',
        'high      Process Writing DynamicWrapperX  Hunting  ws-07  2     2024-10-17T09:12:44Z  T1059 T1559.001',
        '          another',
        '',
      ].join('\n'),
    );
  });

  test('fits the terminal', () => {
    const lines = findings('table', [{ ...FINDING, message: 'm'.repeat(300) }], { width: 80 }).split('\n');
    expect(lines.map((line) => line.length <= 80)).toEqual([true, true, true, true]);
  });

  test('colours the severity, and nothing else by it', () => {
    expect(findings('table', [FINDING], { palette: colourPalette })).toContain('\u001b[31mhigh\u001b[0m      Process');
  });

  test('names the host of the row where no system is at risk', () => {
    expect(findings('table', [{ ...FINDING, risk_objects: [], result: { dest: 'ws-09' } }])).toContain(
      'Hunting  ws-09  1',
    );
  });

  test('names two hosts and counts the rest', () => {
    const on = (value: string): Finding => ({
      ...FINDING,
      risk_objects: [{ field: 'dest', type: 'system', value, score: 1, message: '' }],
    });
    expect(findings('table', ['c', 'a', 'b', 'd'].map(on), { width: 120 })).toContain('  a b +2  4 ');
  });
});
