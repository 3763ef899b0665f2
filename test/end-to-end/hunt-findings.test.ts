import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt, jsonLines, karst, scratchFolder } from './karst.ts';

const scratch = scratchFolder('hunt-findings');
const CONTENT = path.join(scratch.path, 'content');
const LOGS = path.join(scratch.path, 'events.jsonl');

beforeAll(async () => {
  mkdirSync(path.join(CONTENT, 'detections'), { recursive: true });
  put('Logons', { fields: ['user'], period: '1h' }, 'user=* | table _time dest user', 'T1078');
  put('Web', { fields: ['dest'], period: '1h' }, '| tstats count from datamodel=Web.Web by Web.dest', 'T1190');
  const events = ['10:00', '10:30', '12:00'].map((time) => ({
    timestamp: `2024-05-01T${time}:00Z`,
    dest: 'ws-01',
    user: 'kim',
  }));
  writeFileSync(LOGS, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  await ensureBuilt();
}, 120_000);
afterAll(scratch.remove);

function put(name: string, throttling: object, search: string, technique: string): void {
  const rba = {
    message: 'On $dest$.',
    risk_objects: [{ field: 'dest', type: 'system', score: 70 }],
    threat_objects: [],
  };
  const tags = { throttling, mitre_attack_id: [technique] };
  const file = { name, type: 'TTP', status: 'production', search, rba, tags };
  writeFileSync(path.join(CONTENT, 'detections', `${name.toLowerCase()}.yml`), JSON.stringify(file));
}

async function hunt(...args: readonly string[]) {
  return await karst(['hunt', LOGS, '--content', CONTENT, '--now', '2024-05-02', ...args]);
}

describe('selection', () => {
  test('by technique, and what is not selected is not run', async () => {
    const { exitCode, stdout, stderr } = await hunt('--technique', 't1078', '--min-severity', 'high', '--type', 'ttp');
    expect(exitCode).toBe(0);
    expect(jsonLines(stdout)).toHaveLength(2);
    expect(stderr).toContain('RAN     1 of 1 detection selected of 2; 2 findings, 1 throttled');
  });

  test.each([
    [['--story', 'Remcos'], 'no detection has the story "Remcos"'],
    [['--tag', 'asset=x'], 'detections have no tag "asset"'],
    [['--exclude', 'Logon'], 'no detection has the name, id or file "Logon"'],
    [['--type', 'tpp'], "option '--type <type>' argument 'tpp' is invalid"],
  ])('%j is wrong usage', async (args, message) => {
    const { exitCode, stdout, stderr } = await hunt(...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});

test('throttled findings are told with --no-throttle', async () => {
  expect(jsonLines((await hunt('-q')).stdout)).toHaveLength(2);
  expect(jsonLines((await hunt('-q', '--no-throttle')).stdout)).toHaveLength(3);
});

describe('clean and blind', () => {
  test.each([
    [['--fail-on', 'blind'], 1],
    [['--fail-on', 'critical', '--fail-on', 'blind'], 1],
    [['--fail-on', 'critical'], 0],
    [['--fail-on', 'blind', '--exclude', 'Web'], 0],
    [['--fail-on', 'high', '--exclude', 'Web'], 1],
  ])('%j exits with %i', async (args, expected) => {
    expect((await hunt('-q', ...args)).exitCode).toBe(expected);
  });

  test('are lines of their own', async () => {
    const { stderr } = await hunt('--latest', '2024-01-01');
    expect(stderr).toContain('3 of no source that karst knows');
    expect(stderr).toContain('CLEAN   1 detection ran over their data and found nothing');
    expect(stderr).toContain('BLIND   1 detection had no events of their source: no Web.Web');
  });
});

test('thresholds of risk are tried', async () => {
  const file = path.join(scratch.path, 'what-if.json');
  const { stderr } = await hunt('--what-if', 'threshold=140,window=2h', '--what-if', '500', '--summary', file);
  expect(stderr).toContain('WHAT IF 140 within 2h reached by ws-01 (system) 140 since 2024-05-01T12:00:00Z');
  expect(stderr).toContain('WHAT IF 500 reached by nobody');
  const { what_if } = JSON.parse(readFileSync(file, 'utf8')) as { what_if: { threshold: number }[] };
  expect(what_if.map(({ threshold }) => threshold)).toEqual([140, 500]);
  expect((await hunt('--what-if', 'limit=3')).exitCode).toBe(2);
});

describe('fields', () => {
  test.each([
    ['csv', 'first_time,result.user\r\n2024-05-01T12:00:00Z,kim\r\n2024-05-01T10:00:00Z,kim\r\n'],
    [
      'jsonl',
      '{"first_time":"2024-05-01T12:00:00Z","result.user":"kim"}\n{"first_time":"2024-05-01T10:00:00Z","result.user":"kim"}\n',
    ],
  ])('%s', async (format, expected) => {
    expect((await hunt('-q', '--format', format, '--fields', 'first_time,result.user')).stdout).toBe(expected);
  });

  test('that no finding has are refused, and so are formats without', async () => {
    expect((await hunt('--fields', 'severty')).stderr).toContain('did you mean "severity"?');
    const { exitCode, stderr } = await hunt('--fields', 'severity', '--format', 'sarif');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--fields does not go with the format sarif');
  });
});

test('entities by risk', async () => {
  const args = ['hunt', LOGS, '--content', CONTENT, '-q', '--format', 'entities'];
  const { stdout } = await karst(args, { COLUMNS: '120' });
  expect(stdout).toBe(
    [
      'RISK  ENTITY  TYPE    FINDINGS  FIRST                 LAST                  TACTICS',
      '140   ws-01   system  2         2024-05-01T10:00:00Z  2024-05-01T12:00:00Z  initial-access persistence privilege-escala…',
      '      140 by 2 of Logons: On ws-01.',
      '',
    ].join('\n'),
  );
});

describe('tuning', () => {
  const file = path.join(scratch.path, 'tuning.yml');

  test('what is suppressed is counted, and what has expired is told', async () => {
    const at = (where: string, expires: string) =>
      `  - {detection: Logons, where: '${where}', reason: known, expires: ${expires}}`;
    writeFileSync(file, ['suppressions:', at('user=kim', 'never'), at('dest=*', '2024-05-01')].join('\n'));
    const { stdout, stderr } = await hunt('--tuning', file, '--verbose');
    expect(stdout).toBe('');
    expect(stderr).toContain('TUNED   1 suppression took away 3 results; 1 expired');
    expect(stderr).toContain('the suppression of "Logons" where user=kim took away 3 results (known)');
    expect(stderr).toContain(
      'the suppression of "Logons" where dest=* ended on 2024-05-01: it was not applied (known)',
    );
  });

  test('a mistake is shown at its place', async () => {
    writeFileSync(file, "suppressions:\n  - {detection: X, where: '(a=1', reason: known, expires: never}\n");
    const { exitCode, stderr } = await hunt('--tuning', file);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`${file}:2:28`);
  });
});
