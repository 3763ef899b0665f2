import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt, jsonLines, karst, ROOT, scratchFolder } from './karst.ts';

const scratch = scratchFolder('events');
const NOW = ['--now', '2024-10-18'];

beforeAll(ensureBuilt, 120_000);
afterAll(scratch.remove);

interface Event {
  readonly file: string;
  readonly record: number;
  readonly raw: string;
}

describe('karst hunt --events', () => {
  test('shows the events of each finding, the same whatever the number of threads', async () => {
    const runs = await Promise.all(
      ['1', '4'].map((threads) => karst(['hunt', 'examples/', '--events', ...NOW, '--threads', threads, '-q'])),
    );
    const [first = { stdout: '' }, second] = runs;
    expect(second?.stdout).toBe(first.stdout);
    const findings = jsonLines(first.stdout);
    expect(findings.map((one) => Object.keys(one).slice(-2))).toEqual(findings.map(() => ['events_total', 'events']));
    expect(
      findings.map((one) => (one['events'] as Event[]).map(({ file, record }) => [path.basename(file), record])),
    ).toEqual([
      [
        ['ts-02-sysmon.evtx', 620],
        ['ts-02-sysmon.evtx', 621],
      ],
      [
        ['xmlwineventlog.log', 148],
        ['xmlwineventlog.log', 150],
        ['xmlwineventlog.log', 157],
      ],
      [
        ['nxlog.json.gz', 641],
        ['nxlog.json.gz', 642],
        ['nxlog.json.gz', 643],
        ['nxlog.json.gz', 647],
      ],
    ]);
    for (const { result, events } of findings) {
      const { process_guid } = result as { process_guid: string };
      expect((events as Event[]).every(({ raw }) => raw.includes(process_guid))).toBe(true);
    }
  });

  test('changes nothing else of the findings', async () => {
    const [plain, asked] = await Promise.all([
      karst(['hunt', 'examples/', ...NOW, '-q']),
      karst(['hunt', 'examples/', '--max-events', '1', ...NOW, '-q']),
    ]);
    const bare = jsonLines(asked.stdout).map(({ events, events_total: _, ...rest }) => {
      expect(events).toHaveLength(1);
      return rest;
    });
    expect(bare).toEqual(jsonLines(plain.stdout));
  });

  test('in a table shows three of each detection, in CSV how many there are', async () => {
    const table = await karst(['hunt', 'examples/', '--events', '--format', 'table', ...NOW, '-q'], { COLUMNS: '100' });
    const beneath = table.stdout.split('\n').filter((line) => /^ +\S+:\d+ {2}EventID=\d+ /.test(line));
    expect(beneath).toHaveLength(3);
    expect(beneath[0]).toMatch(/ts-02-sysmon\.evtx:620 {2}EventID=1 UtcTime=2024-10-17 /);
    expect(Math.max(...table.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    const csv = await karst(['hunt', 'examples/', '--events', '--format', 'csv', ...NOW, '-q']);
    const [header, ...lines] = csv.stdout.trimEnd().split('\r\n');
    expect(header).toMatch(/,result,events$/);
    expect(lines.map((line) => line.split(',').at(-1))).toEqual(['2', '3', '4']);
  });

  test('takes a number from 1 to 1000', async () => {
    const { exitCode, stderr } = await karst(['hunt', 'examples/', '--max-events', '0']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Write a whole number from 1 to 1000.');
  });
});

describe('karst drilldown', () => {
  const findings = path.join(scratch.path, 'findings.jsonl');
  beforeAll(async () => {
    await karst(['hunt', 'examples/', '--events', ...NOW, '-q', '--output', findings]);
  });

  test('lists the searches of a finding, filled in', async () => {
    const { exitCode, stdout, stderr } = await karst(['drilldown', findings, '2']);
    expect([exitCode, stderr]).toEqual([0, '']);
    const listed = jsonLines(stdout);
    expect(listed.map(({ drilldown, name }) => [drilldown, name])).toEqual([
      [1, 'View the detection results for - "kim" and "ws-07.corp.example"'],
      [2, 'View risk events for the last 7 days for - "kim" and "ws-07.corp.example"'],
    ]);
    expect(listed[0]?.['search']).toMatch(/^\| tstats .* \| search user = "kim" dest = "ws-07\.corp\.example"$/s);
    expect(Object.keys(listed[0] ?? {})).toEqual(['drilldown', 'name', 'earliest', 'latest', 'search']);
  });

  test('in a table cuts nothing of a search', async () => {
    const { stdout } = await karst(['drilldown', findings, '1', '--format', 'table'], { COLUMNS: '40' });
    expect(stdout).toMatch(/^1 {2}View the detection results for - "ivo"/);
    expect(stdout).toMatch(/\n {3}2024-10-17T14:27:55Z to 2024-10-17T14:27:59Z\n/);
    expect(stdout).toMatch(/\n\| tstats .*dest = "ts-02\.corp\.example"\n/);
  });

  test('runs them over logs', async () => {
    const all = await karst(['drilldown', findings, '3', 'examples/', '-q']);
    expect(jsonLines(all.stdout)).toMatchObject([
      { drilldown: 1, result: { dest: 'ws-19.corp.example', user: 'dana', count: 3 } },
    ]);
    const one = await karst(['drilldown', findings, '3', 'examples/', '--run', '1', '--format', 'csv', '-q']);
    expect(one.stdout).toMatch(/^dest,process_name,.*\r\nws-19\.corp\.example,cscript\.exe,/);
    const table = await karst(['drilldown', findings, '3', 'examples/', '--format', 'table', '-q']);
    expect(table.stdout).toMatch(/^1 {2}View the detection results.*\n.*dest/);
    expect(table.stdout).toMatch(/\n2 {2}View risk events.*\n {3}no rows\n/);
  });

  test('what it lists gives the same rows in karst search', async () => {
    const [first = {}] = jsonLines((await karst(['drilldown', findings, '2'])).stdout);
    const range = ['--earliest', String(first['earliest']), '--latest', String(first['latest'])];
    const content = path.join(ROOT, 'content');
    const found = await karst(['search', String(first['search']), 'examples/', '--content', content, ...range, '-q']);
    expect(jsonLines(found.stdout)).toMatchObject([{ dest: 'ws-07.corp.example', user: 'kim' }]);
  });

  test('warns of lines that are no findings, which do not count', async () => {
    const mixed = path.join(scratch.path, 'mixed.jsonl');
    writeFileSync(mixed, `{"a":1}\n${readFileSync(findings, 'utf8')}`);
    const [{ stdout, stderr }, plain] = [
      await karst(['drilldown', mixed, '1']),
      await karst(['drilldown', findings, '1']),
    ];
    expect(stdout).toBe(plain.stdout);
    expect(stderr).toBe('warning 1 line passed over that are no findings (--verbose names them)\n');
  });

  test('warns where the content has another version of the detection', async () => {
    const older = path.join(scratch.path, 'older.jsonl');
    writeFileSync(older, readFileSync(findings, 'utf8').replaceAll('"version":4', '"version":3'));
    const { exitCode, stdout, stderr } = await karst(['drilldown', older, '1']);
    expect([exitCode, jsonLines(stdout).length]).toEqual([0, 2]);
    expect(stderr).toBe(
      'warning the finding is of version 3 of "Process Writing DynamicWrapperX"; the content has version 4\n',
    );
  });

  test.each([
    [['drilldown', findings, '7'], / has 3 findings: there is no number 7 \[CLI001\]/],
    [['drilldown', findings, '0'], /Write a whole number/],
    [['drilldown', findings, '1', '--run', '1'], /--run needs logs to search \[CLI001\]/],
    [
      ['drilldown', findings, '1', 'examples/', '--run', '3'],
      /the finding has 2 drilldowns: there is no number 3 \[CLI001\]/,
    ],
    [
      ['drilldown', findings, '1', 'examples/', '--format', 'csv'],
      /rows of several drilldowns have no columns in common \[CLI001\]/,
    ],
    [['drilldown', 'examples/logs/xmlwineventlog.log', '1'], /line 1 is not a finding: .*\[IN014\]/],
    [['drilldown', 'nothing.jsonl', '1'], /cannot read nothing\.jsonl: .*\[IN001\]/],
    [['drilldown'], /karst drilldown needs a file of findings and a number/],
  ])('%j is told', async (args, message) => {
    const { exitCode, stdout, stderr } = await karst(args);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });
});
