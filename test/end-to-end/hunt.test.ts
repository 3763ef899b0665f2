import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt, jsonLines, karst, ROOT, scratchFolder } from './karst.ts';

const scratch = scratchFolder('hunt');

beforeAll(ensureBuilt, 120_000);
afterAll(scratch.remove);

describe('karst hunt examples/', () => {
  test('finds the three stories that the example logs tell, and nothing else', async () => {
    const { exitCode, stdout, stderr } = await karst(['hunt', 'examples/']);
    expect(exitCode).toBe(0);
    const findings = jsonLines(stdout);
    const stories = findings.map(({ result }) => {
      const { dest, user, process_name, file_name } = result as Record<string, unknown>;
      return { dest, user, process_name, file_name };
    });
    expect(stories.toSorted((a, b) => (String(a.dest) < String(b.dest) ? -1 : 1))).toEqual([
      { dest: 'ts-02.corp.example', user: 'ivo', process_name: 'wscript.exe', file_name: 'dynwrapx.dll' },
      { dest: 'ws-07.corp.example', user: 'kim', process_name: 'wscript.exe', file_name: 'dynwrapx.dll' },
      { dest: 'ws-19.corp.example', user: 'dana', process_name: 'cscript.exe', file_name: 'DynWrapX.DLL' },
    ]);
    expect(stderr).toMatch(/READ .*events of 1 sourcetype in 3 files.*nothing skipped/);
    expect(stderr).toMatch(/RAN .*1 of 1 detection; 3 findings/);
  });

  test('a finding has the keys of the contract, in their order', async () => {
    const { stdout } = await karst(['hunt', 'examples/logs/xmlwineventlog.log', '--quiet']);
    const [finding] = jsonLines(stdout);
    expect(Object.keys(finding ?? {})).toEqual([
      'schema',
      'detection',
      'severity',
      'risk_score',
      'risk_objects',
      'threat_objects',
      'message',
      'mitre_attack_id',
      'analytic_story',
      'first_time',
      'last_time',
      'result',
    ]);
    expect(finding).toMatchObject({
      schema: 1,
      detection: { name: 'Process Writing DynamicWrapperX', type: 'Hunting' },
      severity: 'high',
      risk_score: 80,
      first_time: '2024-10-17T09:12:44Z',
      mitre_attack_id: ['T1059', 'T1559.001'],
      result: { process_guid: expect.stringMatching(/^\{[0-9A-F-]{36}\}$/), count: expect.any(Number) },
    });
  });

  test('gives the same bytes again, whatever the number of threads', async () => {
    const runs = await Promise.all(
      ['1', '2', '7'].map((threads) => karst(['hunt', 'examples/', '--now', '2024-10-18', '--threads', threads, '-q'])),
    );
    expect(new Set(runs.map(({ stdout }) => stdout)).size).toBe(1);
    expect(runs.map(({ stderr }) => stderr)).toEqual(['', '', '']);
  });

  test('a range of time keeps what lies in it', async () => {
    const { stdout } = await karst([
      'hunt',
      'examples/',
      '--earliest',
      '2024-10-17T10:00Z',
      '--latest',
      '1729170000',
      '-q',
    ]);
    expect(jsonLines(stdout).map(({ result }) => (result as { dest: string }).dest)).toEqual(['ws-19.corp.example']);
  });
});

describe('formats', () => {
  test('a table for people', async () => {
    const { stdout } = await karst(['hunt', 'examples/', '--format', 'table', '-q'], { COLUMNS: '160' });
    expect(stdout).toContain('Process Writing DynamicWrapperX');
    expect(stdout).not.toContain('\u001b[');
  });

  test('colours on demand, and never against NO_COLOR', async () => {
    const args = ['hunt', 'examples/', '--format', 'table', '-q'];
    expect((await karst(args, { FORCE_COLOR: '1' })).stdout).toContain('\u001b[');
    expect((await karst(args, { FORCE_COLOR: '1', NO_COLOR: '1' })).stdout).not.toContain('\u001b[');
    expect((await karst([...args, '--no-color'], { FORCE_COLOR: '1' })).stdout).not.toContain('\u001b[');
  });

  test('CSV has a header line', async () => {
    const { stdout } = await karst(['hunt', 'examples/', '--format', 'csv', '-q']);
    expect(stdout.split('\r\n')).toHaveLength(5);
    expect(stdout).toMatch(/^severity,risk_score,/);
  });

  test.each(['table', 'jsonl', 'csv'])('no findings are no output: %s', async (format) => {
    const args = ['hunt', 'examples/', '--earliest', '2030-01-01', '--format', format];
    expect(await karst([...args, '-q'])).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  });
});

describe('files and exit codes', () => {
  test('--output and --summary write whole files', async () => {
    const output = path.join(scratch.path, 'findings.jsonl');
    const summary = path.join(scratch.path, 'summary.json');
    const { exitCode, stdout } = await karst(['hunt', 'examples/', '--output', output, '--summary', summary]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
    expect(jsonLines(readFileSync(output, 'utf8'))).toHaveLength(3);
    expect(JSON.parse(readFileSync(summary, 'utf8'))).toEqual({
      files: 3,
      bytes: expect.any(Number),
      events: expect.any(Number),
      sourcetypes: { XmlWinEventLog: expect.any(Number) },
      unrecognised: 0,
      skipped: {},
      cut: 0,
      timeless: 0,
      timeless_from: { previous: 0, file: 0, run: 0 },
      detections: { loaded: 1, ran: 1, without_candidates: 0, errors: [], fired: 1, clean: 0, blind: 0 },
      findings: 3,
      throttled: 0,
      seconds: { read: expect.any(Number), detect: expect.any(Number), total: expect.any(Number) },
      peak_rss_mb: expect.any(Number),
    });
  });

  test('a run that fails leaves no output file', async () => {
    const output = path.join(scratch.path, 'never.jsonl');
    const { exitCode } = await karst(['hunt', 'no-such-folder', '--output', output]);
    expect(exitCode).toBe(2);
    expect(readdirSync(scratch.path).filter((name) => name.includes('never'))).toEqual([]);
  });

  test.each([
    ['low', 1],
    ['high', 1],
    ['critical', 0],
  ])('--fail-on %s', async (severity, expected) => {
    const { exitCode, stdout } = await karst(['hunt', 'examples/', '--fail-on', severity, '-q']);
    expect(exitCode).toBe(expected);
    expect(jsonLines(stdout)).toHaveLength(3);
  });

  test('a broken detection is counted, and the others run', async () => {
    const content = path.join(scratch.path, 'content');
    mkdirSync(path.join(content, 'detections'), { recursive: true });
    cpSync(path.join(ROOT, 'content'), content, { recursive: true });
    const broken = [
      ['unknown_macro', '| `no_such_macro`', 'SPL111'],
      ['unknown_command', 'index=main | frobnicate', 'SPL104'],
      ['unclosed_quote', 'index=main user="kim', 'SPL101'],
    ] as const;
    for (const [name, search] of broken)
      writeFileSync(path.join(content, 'detections', `${name}.yml`), detection(name, search));
    writeFileSync(path.join(content, 'detections', 'not_yaml.yml'), 'name: [unclosed\n  : {');

    const summaryFile = path.join(scratch.path, 'broken.json');
    const { exitCode, stdout } = await karst(['hunt', 'examples/', '--content', content, '--summary', summaryFile]);
    expect(exitCode).toBe(0);
    expect(jsonLines(stdout)).toHaveLength(3);
    const { detections } = JSON.parse(readFileSync(summaryFile, 'utf8')) as {
      detections: { errors: { name: string; code: string; file: string }[] };
    };
    const codes = detections.errors.map(({ name, code }) => `${path.basename(name)} ${code}`);
    expect(codes.toSorted()).toEqual([
      'not_yaml.yml CT002',
      ...broken.map(([name, , code]) => `${name} ${code}`).toSorted(),
    ]);
  });
});

function detection(name: string, search: string): string {
  return [
    `name: ${name}`,
    'id: 7b1f39ef-1d1c-4b8e-9d52-6a3b6ba7a111',
    'version: 1',
    "date: '2024-10-17'",
    'author: the tests',
    'status: production',
    'type: Hunting',
    'description: A detection that cannot run.',
    'data_source: []',
    `search: ${JSON.stringify(search)}`,
    'how_to_implement: none',
    'known_false_positives: none',
    'references: []',
    'tags:',
    '  analytic_story: []',
    '  asset_type: Endpoint',
    '  confidence: 50',
    '  impact: 50',
    '  message: none',
    '  mitre_attack_id: []',
    '  observable: []',
    '  product: []',
    '  required_fields: []',
    '  risk_score: 25',
    '  security_domain: endpoint',
    '',
  ].join('\n');
}
