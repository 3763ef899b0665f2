import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt, jsonLines, karst, ROOT, scratchFolder } from './karst.ts';

const scratch = scratchFolder('search');
const DETECTION = 'content/detections/endpoint/process_writing_dynamicwrapperx.yml';

beforeAll(ensureBuilt, 120_000);
afterAll(scratch.remove);

describe('karst search', () => {
  test('runs SPL over logs', async () => {
    const spl = 'EventCode=11 file_name="dynwrapx.dll" | stats count by host | sort - host';
    const { exitCode, stdout, stderr } = await karst(['search', spl, 'examples/']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(jsonLines(stdout)).toEqual([
      { host: 'ws-19.corp.example', count: 1 },
      { host: 'ws-07.corp.example', count: 1 },
      { host: 'ts-02.corp.example', count: 1 },
    ]);
  });

  test('runs SPL over rows that are given', async () => {
    const rows = path.join(scratch.path, 'rows.jsonl');
    writeFileSync(rows, '{"user":"ann","bytes":"10"}\n{"user":"bob","bytes":"5"}\n{"user":"ann","bytes":"7"}\n');
    const { exitCode, stdout } = await karst(['search', '| stats sum(bytes) AS bytes by user', '--rows', rows]);
    expect(exitCode).toBe(0);
    expect(jsonLines(stdout)).toEqual([
      { user: 'ann', bytes: 17 },
      { user: 'bob', bytes: 5 },
    ]);
  });

  test('needs no logs where the search makes its own results', async () => {
    const { exitCode, stdout } = await karst(['search', '| tstats count from datamodel=Endpoint.Processes']);
    expect(exitCode).toBe(0);
    expect(jsonLines(stdout)).toEqual([{ count: 0 }]);
  });

  test('knows the macros that always exist', async () => {
    const spl =
      '| tstats `security_content_summariesonly` count from datamodel=Endpoint.Filesystem where Filesystem.file_name="dynwrapx.dll" by Filesystem.dest | `drop_dm_object_name(Filesystem)`';
    const { stdout } = await karst(['search', spl, 'examples/', '-q']);
    expect(jsonLines(stdout)).toHaveLength(3);
  });

  test('no rows are no output', async () => {
    expect(await karst(['search', 'EventCode=4242', 'examples/', '-q'])).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: '',
    });
  });

  test('rows that cannot be read are exit code 2', async () => {
    const { exitCode, stderr } = await karst(['search', '| head 1', '--rows', 'no-such-file.jsonl']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('no-such-file.jsonl');
  });
});

describe('karst parse', () => {
  test('gives every event with its fields and datasets, in the order of the input', async () => {
    const { exitCode, stdout, stderr } = await karst(['parse', 'examples/logs/xmlwineventlog.log']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const events = jsonLines(stdout);
    const lines = readFileSync(path.join(ROOT, 'examples/logs/xmlwineventlog.log'), 'utf8').trimEnd().split('\n');
    expect(events.map(({ _raw }) => _raw)).toEqual(lines);
    expect(events[0]).toMatchObject({
      _time: expect.any(Number),
      _raw: expect.stringMatching(/^<Event /),
      index: 'main',
      host: expect.stringMatching(/\.corp\.example$/),
      source: 'XmlWinEventLog:Microsoft-Windows-Sysmon/Operational',
      sourcetype: 'XmlWinEventLog',
      _datasets: expect.any(Array),
    });
    expect(events[0]).not.toHaveProperty('_datamodels');
  });

  test('takes the options of the other commands, and says that they change nothing', async () => {
    const log = 'examples/logs/ts-02-sysmon.evtx';
    const plain = await karst(['parse', log]);
    const { exitCode, stdout, stderr } = await karst(['parse', log, '--threads', '1', '--memory', '512MB']);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: 'warning parse runs no search and opens no database: --threads, --memory changes nothing\n',
    });
    expect(stdout).toBe(plain.stdout);
  });

  test('--datamodels and --explain add their keys; what is given wins', async () => {
    const args = ['parse', 'examples/logs/nxlog.json.gz', '--datamodels', '--explain', '--host', 'h', '--index', 'i'];
    const { stdout } = await karst(args);
    const [started] = jsonLines(stdout).filter(({ EventCode }) => EventCode === '1');
    expect(started).toMatchObject({
      host: 'h',
      index: 'i',
      _datasets: expect.arrayContaining(['Endpoint.Processes']),
      _datamodels: { 'Endpoint.Processes': { process_name: expect.any(String), dest: expect.any(String) } },
      _recognised: expect.any(String),
    });
  });
});

describe('karst explain', () => {
  test('shows the expanded search, the plan and the SQL of a detection, without logs', async () => {
    const { exitCode, stdout, stderr } = await karst(['explain', DETECTION]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('summariesonly=false');
    expect(stdout).not.toContain('`drop_dm_object_name');
    for (const heading of ['SPL, macros expanded', 'Plan', 'SQL'])
      expect(stdout).toMatch(new RegExp(`^${heading}$`, 'm'));
    expect(stdout).toContain('SELECT');
  });

  test('each stage alone is for programs', async () => {
    const spl = 'index=main | stats count by host';
    const stage = async (name: string) => (await karst(['explain', spl, '--stage', name])).stdout;
    expect(
      jsonLines(await stage('tokens'))
        .map(({ text }) => text)
        .join(''),
    ).toBe(spl);
    expect(JSON.parse(await stage('ast'))).toHaveProperty('pipeline.kind', 'Pipeline');
    expect(JSON.parse(await stage('plan'))).toEqual([expect.objectContaining({ op: expect.any(String) })]);
    expect(await stage('sql')).toMatch(/^WITH [\s\S]+;\n$/);
  });
});
