import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt, jsonLines, karst, ROOT, scratchFolder } from './karst.ts';

const scratch = scratchFolder('hunting-tools');

beforeAll(ensureBuilt, 120_000);
afterAll(scratch.remove);

const LOG = path.join(ROOT, 'examples', 'logs', 'xmlwineventlog.log');

/** How often each value of an element stands in the log itself. */
function countsIn(text: string, pattern: RegExp): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [, value = ''] of text.matchAll(pattern)) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

describe('karst summary', () => {
  test('counts what the log has, by its own text', async () => {
    const { exitCode, stdout } = await karst(['summary', LOG, '--top', '100', '-q']);
    expect(exitCode).toBe(0);
    const rows = jsonLines(stdout);
    const counted = (section: string) =>
      Object.fromEntries(rows.filter((row) => row['section'] === section).map(({ name, count }) => [name, count]));
    const text = readFileSync(LOG, 'utf8');
    expect(counted('host')).toEqual(countsIn(text, /<Computer>([^<]+)/g));
    const ids = Object.entries(countsIn(text, /<EventID>(\d+)/g));
    expect(counted('event')).toEqual(
      Object.fromEntries(ids.map(([id, count]) => [`Microsoft-Windows-Sysmon/Operational ${id}`, count])),
    );
    const starts = text.split('\n').filter((line) => line.includes('<EventID>1</EventID>'));
    expect(counted('process')).toEqual(countsIn(starts.join('\n'), /<Data Name='Image'>[^<]*\\([^<\\]+)</g));
  });

  test('tells of a cleared log, of sign-ins and of a gap', async () => {
    const logs = path.join(scratch.path, 'security.log');
    const at = (minutes: number) => new Date(Date.UTC(2024, 0, 1) + minutes * 60_000).toISOString();
    const logons = Array.from({ length: 40 }, (_, minute) =>
      securityEvent(4624, at(minute < 20 ? minute : minute + 300), { TargetUserName: 'kim', LogonType: '3' }),
    );
    const failed = securityEvent(4625, at(1), { TargetUserName: 'eve', LogonType: '10', IpAddress: '10.0.0.9' });
    const cleared = securityEvent(1102, at(2), { SubjectUserName: 'eve' });
    writeFileSync(logs, [...logons, failed, cleared].join('\n'));
    const { stdout } = await karst(['summary', logs, '-q']);
    const rows = jsonLines(stdout).map(({ section, name, count, seconds, user }) => ({
      section,
      name,
      ...(count !== undefined && { count }),
      ...(seconds !== undefined && { seconds }),
      ...(user !== undefined && { user }),
    }));
    expect(rows).toEqual(
      expect.arrayContaining([
        { section: 'sign-in', name: '3 network, success', count: 40 },
        { section: 'sign-in', name: '10 remote interactive, failed', count: 1 },
        { section: 'account failed', name: 'eve', count: 1 },
        { section: 'sign-in from', name: '10.0.0.9', count: 1 },
        { section: 'gap', name: 'ws-07 Security', seconds: 301 * 60 },
        { section: 'log cleared', name: 'Security log cleared', user: 'eve' },
      ]),
    );
  });

  test('as a table and as CSV', async () => {
    const table = await karst(['summary', LOG, '--format', 'table', '-q']);
    expect(table.stdout).toMatch(/^EVENTS\n +733 {2}all .*\n\nREAD\n/);
    const csv = await karst(['summary', LOG, '--format', 'csv', '-q']);
    expect(csv.stdout).toMatch(/^section,name,count,/);
  });
});

function securityEvent(id: number, time: string, data: Readonly<Record<string, string>>): string {
  const fields = Object.entries(data).map(([name, value]) => `<Data Name='${name}'>${value}</Data>`);
  return (
    "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>" +
    `<Provider Name='Microsoft-Windows-Security-Auditing'/><EventID>${id}</EventID><Level>0</Level>` +
    `<TimeCreated SystemTime='${time}'/><EventRecordID>1</EventRecordID><Channel>Security</Channel>` +
    `<Computer>ws-07</Computer></System><EventData>${fields.join('')}</EventData></Event>`
  );
}

describe('karst tree', () => {
  test('marks the processes of the example, with what they started', async () => {
    const args = ['tree', 'examples/', '--only-marked', '--format', 'text', '--ascii', '-q'];
    const { exitCode, stdout } = await karst(args);
    expect(exitCode).toBe(0);
    const lines = stdout.split('\n');
    expect(lines.filter((line) => line.includes('! high Process Writing DynamicWrapperX'))).toHaveLength(3);
    const place = lines.indexOf('ws-07.corp.example');
    expect(lines.slice(place + 1, place + 5).map((line) => line.slice(0, 30).trimEnd())).toEqual([
      '(explorer.exe [15664])  no eve',
      '`- wscript.exe [1764]  2024-10',
      '   |  ! high Process Writing D',
      '   `- regsvr32.exe [15616]  20',
    ]);
  });

  test('as objects, each below its parent; saved findings mark the same processes', async () => {
    const findings = path.join(scratch.path, 'findings.jsonl');
    await karst(['hunt', 'examples/', '--output', findings, '-q']);
    const args = ['tree', 'examples/', '--only-host', 'ws-07', '--process', 'wscript.exe', '-q'];
    const [run, saved] = await Promise.all([karst(args), karst([...args, '--findings', findings])]);
    expect(saved.stdout).toBe(run.stdout);
    const nodes = jsonLines(run.stdout);
    const marked = nodes.find(({ findings: marks }) => (marks as unknown[]).length > 0);
    expect(marked).toMatchObject({
      process_name: 'wscript.exe',
      process_id: '1764',
      findings: [{ detection: 'Process Writing DynamicWrapperX', severity: 'high' }],
    });
    const children = nodes.filter(({ parent }) => parent === marked?.['node']);
    expect(children.map(({ process_name }) => process_name)).toEqual(['regsvr32.exe']);
    expect(nodes.every(({ host }) => host === 'ws-07.corp.example')).toBe(true);
  });

  test('says where there are no processes', async () => {
    const { exitCode, stdout, stderr } = await karst(['tree', 'examples/', '--only-host', 'nowhere']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
    expect(stderr).toContain('no event tells of the start of a process on nowhere');
  });
});

describe('karst timeline', () => {
  test('sorts findings by time, whatever their detection', async () => {
    const { exitCode, stdout } = await karst(['timeline', 'examples/', '-q']);
    expect(exitCode).toBe(0);
    expect(jsonLines(stdout).map(({ timestamp, level, host, user }) => [timestamp, level, host, user])).toEqual([
      ['2024-10-17T09:12:44Z', 'high', 'ws-07.corp.example', 'kim'],
      ['2024-10-17T11:41:09Z', 'high', 'ws-19.corp.example', 'dana'],
      ['2024-10-17T14:27:57Z', 'high', 'ts-02.corp.example', 'ivo'],
    ]);
  });

  test('with all events: each of them once, in the order of time', async () => {
    const { stdout, stderr } = await karst(['timeline', LOG, '--all-events']);
    const entries = jsonLines(stdout);
    expect(entries.filter(({ kind }) => kind === 'event')).toHaveLength(733);
    const times = entries.map(({ timestamp }) => Date.parse(String(timestamp)));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(stderr).toContain('1 finding, 733 events');
  });

  test('only from a severity on, of a host, in a range of time', async () => {
    const logs = path.join(scratch.path, 'key-events.log');
    writeFileSync(
      logs,
      [
        securityEvent(4726, '2024-01-01T10:00:00Z', { TargetUserName: 'old' }),
        securityEvent(1102, '2024-01-01T12:00:00Z', { SubjectUserName: 'eve' }),
        securityEvent(1102, '2024-01-02T12:00:00Z', { SubjectUserName: 'eve' }),
      ].join('\n'),
    );
    const of = async (...args: readonly string[]) =>
      jsonLines((await karst(['timeline', logs, '-q', ...args])).stdout).map(({ title }) => title);
    expect(await of()).toEqual(['User account deleted', 'Security log cleared', 'Security log cleared']);
    expect(await of('--min-severity', 'high', '--latest', '2024-01-02')).toEqual(['Security log cleared']);
    expect(await of('--only-host', 'ws-08')).toEqual([]);
  });
});

describe('karst coverage', () => {
  const content = path.join(scratch.path, 'content');

  beforeAll(() => {
    mkdirSync(path.join(content, 'detections'), { recursive: true });
    detection('whole', '| tstats count from datamodel=Endpoint.Processes by Processes.process_guid');
    detection('lacks a field', '| tstats count from datamodel=Endpoint.Processes by Processes.parent_process_hash');
    detection('lacks its source', 'sourcetype="aws:cloudtrail" eventName=DeleteTrail | stats count by user');
    detection(
      'lacks an event',
      'source="XmlWinEventLog:Microsoft-Windows-Sysmon/Operational" EventCode=8 | stats count',
    );
    detection('lacks a macro', '`no_such_macro` | stats count');
  });

  function detection(name: string, search: string): void {
    const lines = [
      `name: ${name}`,
      'id: 11111111-1111-4111-8111-111111111111',
      'version: 1',
      'type: Hunting',
      'status: production',
      'description: d',
      `search: '${search}'`,
      'tags: {}',
    ];
    writeFileSync(path.join(content, 'detections', `${name.replaceAll(' ', '_')}.yml`), lines.join('\n'));
  }

  test('says of each detection whether it can run, and what it lacks', async () => {
    const { exitCode, stdout, stderr } = await karst(['coverage', 'examples/', '--content', content]);
    expect(exitCode).toBe(0);
    expect(jsonLines(stdout).map(({ detection: name, state, missing }) => [name, state, missing])).toEqual([
      ['lacks a field', 'partly', ['field Endpoint.Processes.parent_process_hash']],
      ['lacks a macro', 'failed', ['macro no_such_macro']],
      ['lacks an event', 'blind', ['source channel Microsoft-Windows-Sysmon/Operational, EventCode=8']],
      ['lacks its source', 'blind', ['source sourcetype=aws:cloudtrail']],
      ['whole', 'runnable', undefined],
    ]);
    expect(stderr).toContain('5 detections: 1 runnable, 1 partly, 2 blind, 1 failed');
  });

  test('--state chooses, --unlock ranks what is missing', async () => {
    const blind = await karst(['coverage', 'examples/', '--content', content, '--state', 'blind', '-q']);
    expect(jsonLines(blind.stdout)).toHaveLength(2);
    const { stdout } = await karst(['coverage', 'examples/', '--content', content, '--unlock', '-q']);
    expect(jsonLines(stdout).map(({ kind, alone, together }) => [kind, alone, together])).toEqual([
      ['macro', 1, 1],
      ['source', 1, 2],
      ['source', 1, 3],
      ['field', 1, 1],
    ]);
  });
});

test.each(['coverage', 'summary', 'timeline', 'tree'])('karst %s --help has examples', async (command) => {
  const { exitCode, stdout } = await karst([command, '--help']);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(new RegExp(`Examples:\\n +karst ${command} `));
});
