import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Finding, type HuntOptions, hunt } from '../../src/library/index.ts';
import { writeZip } from '../support/archive-writer.ts';

const EXAMPLES = path.resolve(import.meta.dirname, '../../examples/logs');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'karst-events-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function put(name: string, content: string | Uint8Array): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

function detection(name: string, search: string, type = 'Hunting'): void {
  const rba = { message: 'm', risk_objects: [{ field: 'dest', type: 'system', score: 40 }], threat_objects: [] };
  const tags = { analytic_story: ['Example'], mitre_attack_id: ['T1059'], security_domain: 'endpoint' };
  const file = { name, type, description: '', search, ...(type === 'TTP' && { rba }), tags };
  put(`content/detections/${name.toLowerCase()}.yml`, JSON.stringify(file));
}

function lines(rows: readonly object[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

async function run(options: Partial<HuntOptions> = {}) {
  return await hunt({
    logs: [path.join(folder, 'logs')],
    content: [path.join(folder, 'content')],
    now: '2024-05-02T00:00:00Z',
    events: 20,
    ...options,
  });
}

/** The events of each finding, as file and record. */
function placesOf(findings: readonly Finding[]): readonly (readonly string[] | undefined)[] {
  return findings.map(({ events }) => events?.map(({ file, record }) => `${path.basename(file ?? '')}:${record}`));
}

const DAY = '2024-05-01T';
const LOGS = [
  { timestamp: `${DAY}10:00:00Z`, dest: 'ws-01', did: 'a', user: 'kim' },
  { timestamp: `${DAY}10:01:00Z`, dest: 'ws-02', did: 'b', user: 'ivo' },
  { timestamp: `${DAY}10:02:00Z`, dest: 'ws-01', did: 'a', user: 'ivo' },
];

describe('the built-in detection over the example logs', () => {
  /** Source: the Sysmon add-on's eventtypes; EventIDs of Endpoint.Processes, and of files that are written. */
  const PROCESS = new Set(['1', '5', '6', '7', '8', '9', '10', '15', '17', '18']);

  /** Records that a join by hand finds: files of that name, and what the data model holds of the processes that wrote them. */
  function joined(records: readonly { id: string; guid: string; file: string }[]): readonly number[] {
    const isFile = (one: (typeof records)[number]) => one.id === '11' && /\\dynwrapx\.dll$/i.test(one.file);
    const guids = new Set(records.filter(isFile).map(({ guid }) => guid));
    return records.flatMap((one, at) => (isFile(one) || (PROCESS.has(one.id) && guids.has(one.guid)) ? [at + 1] : []));
  }

  test.each([
    {
      name: 'nxlog.json.gz',
      records: (bytes: Buffer) =>
        gunzipSync(bytes)
          .toString()
          .trim()
          .split('\n')
          .map((line) => {
            const { EventID, ProcessGuid = '', TargetFilename = '' } = JSON.parse(line);
            return { id: String(EventID), guid: String(ProcessGuid), file: String(TargetFilename) };
          }),
    },
    {
      name: 'xmlwineventlog.log',
      records: (bytes: Buffer) =>
        bytes
          .toString()
          .split('</Event>')
          .map((event) => {
            const value = (pattern: RegExp) => pattern.exec(event)?.[1] ?? '';
            return {
              id: value(/<EventID>(\d+)</),
              guid: value(/<Data Name='ProcessGuid'>([^<]*)</),
              file: value(/<Data Name='TargetFilename'>([^<]*)</),
            };
          }),
    },
  ])('finds in $name the events that a join by hand finds', async ({ name, records }) => {
    const file = path.join(EXAMPLES, name);
    const { findings } = await hunt({ logs: [file], now: 1_760_000_000, events: 20 });
    const found = findings.flatMap(({ events = [] }) => events);
    const expected = joined(records(readFileSync(file)));
    expect(expected.length).toBeGreaterThan(1);
    expect(found.map(({ record }) => record)).toEqual(expected);
    expect(new Set(found.map((event) => event.file))).toEqual(new Set([file]));
    const guids = found.map(({ raw }) => /<Data Name='ProcessGuid'>([^<]*)</.exec(raw)?.[1]);
    expect(new Set(guids)).toEqual(new Set([findings[0]?.result['process_guid']]));
  });
});

describe('the events of a finding', () => {
  test('are those of its row, with all that is known of each', async () => {
    detection('Alpha', 'did=a | stats count by dest');
    const file = put('logs/a.jsonl', lines(LOGS));
    const { findings, notices } = await run();
    expect(findings.map(({ events, events_total }) => ({ events, events_total }))).toMatchObject([
      {
        events_total: 2,
        events: [
          { file, record: 1, time: Date.parse(LOGS[0]?.timestamp ?? '') / 1000, raw: JSON.stringify(LOGS[0]) },
          { file, record: 3, time: Date.parse(LOGS[2]?.timestamp ?? '') / 1000, raw: JSON.stringify(LOGS[2]) },
        ],
      },
    ]);
    expect(Object.keys(findings[0]?.events?.[0] ?? {})).toEqual([
      'file',
      'record',
      'time',
      'host',
      'source',
      'sourcetype',
      'raw',
    ]);
    expect(findings[0]?.events?.[0]?.source).toBe(file);
    expect(notices).toEqual([]);
  });

  test('come last among the keys, and only where they are asked for', async () => {
    detection('Alpha', 'did=b');
    put('logs/a.jsonl', lines(LOGS));
    const asked = (await run()).findings[0] ?? {};
    const logs = [path.join(folder, 'logs')];
    const plain = (await hunt({ logs, content: [path.join(folder, 'content')] })).findings[0] ?? {};
    expect(Object.keys(asked)).toEqual([...Object.keys(plain), 'events_total', 'events']);
  });

  test('are as many as asked for, the first ones, and counted', async () => {
    detection('Alpha', 'did=* | stats count');
    put('logs/a.jsonl', lines(Array.from({ length: 1500 }, (_, at) => ({ ...LOGS[0], at }))));
    const [finding] = (await run({ events: 3 })).findings;
    expect(placesOf(finding ? [finding] : [])).toEqual([['a.jsonl:1', 'a.jsonl:2', 'a.jsonl:3']]);
    expect([finding?.result['count'], finding?.events_total]).toEqual([1500, 1000]);
  });

  test('are counted from 1 in every file, and in every member of an archive', async () => {
    detection('Alpha', 'user=ivo | stats count by did');
    const text = (rows: readonly object[]) => Buffer.from(lines(rows));
    put('logs/a.jsonl', lines(LOGS));
    put(
      'logs/b.zip',
      writeZip([
        { name: 'x.jsonl', bytes: text(LOGS.slice(0, 2)) },
        { name: 'y.jsonl', bytes: text(LOGS.slice(1)) },
      ]),
    );
    expect(placesOf((await run()).findings)).toEqual([
      ['a.jsonl:3', 'y.jsonl:2'],
      ['a.jsonl:2', 'x.jsonl:2', 'y.jsonl:1'],
    ]);
  });

  test('are each of several in one record', async () => {
    detection('Alpha', 'eventName=B');
    const record = (name: string) => ({
      eventVersion: '1.08',
      eventTime: `${DAY}10:00:00Z`,
      eventName: name,
      eventSource: 'iam.amazonaws.com',
    });
    put('logs/trail.json', JSON.stringify({ Records: [record('A'), record('B'), record('C'), record('B')] }));
    expect(placesOf((await run()).findings)).toEqual([['trail.json:2'], ['trail.json:4']]);
  });

  test('are right where a mapping keeps events back', async () => {
    detection('Alpha', 'sourcetype=acme user=ivo | stats count by did');
    put(
      'content/sources/acme.yml',
      'name: ACME\nsourcetype: acme\nsource: acme\nrecognise:\n  text: "^ACME "\nextract:\n  - format: key_value\n',
    );
    const line = (at: number) => `ACME at=${at} user=${at % 5 === 0 ? 'ivo' : 'kim'} did=${at % 2}\n`;
    for (const name of ['a.log', 'b.log'])
      put(`logs/${name}`, Array.from({ length: 11 }, (_, at) => line(at)).join(''));
    expect(placesOf((await run()).findings)).toEqual([
      ['a.log:1', 'a.log:11', 'b.log:1', 'b.log:11'],
      ['a.log:6', 'b.log:6'],
    ]);
  });

  test('of a detection that reads risk are the risk events of the run', async () => {
    detection('Alpha', 'did=a | stats count by dest', 'TTP');
    detection('Beta', 'did=b | stats count by dest', 'TTP');
    detection(
      'Gamma',
      '| tstats sum(All_Risk.calculated_risk_score) as score from datamodel=Risk.All_Risk by All_Risk.risk_object',
      'Correlation',
    );
    put('logs/a.jsonl', lines(LOGS));
    const { findings } = await run();
    const gamma = findings.filter((one) => one.detection.name === 'Gamma').map(({ events = [] }) => events);
    expect(gamma.map((events) => events.map(({ file, record }) => [file, record]))).toEqual([[[null, 1]], [[null, 2]]]);
    expect(JSON.parse(gamma[0]?.[0]?.raw ?? '')).toMatchObject({
      risk_object: 'ws-01',
      search_name: 'ESCU - Alpha - Rule',
    });
  });

  test('are told to be unknown where a command makes rows of its own', async () => {
    detection('Alpha', 'did=* | chart count over dest by user');
    put('logs/a.jsonl', lines(LOGS));
    const { findings, notices } = await run();
    expect(findings.length).toBe(2);
    expect(findings.every((one) => !('events' in one) && !('events_total' in one))).toBe(true);
    expect(notices).toEqual([
      {
        message:
          'the events of findings are not known: a command of the search makes rows that do not say where they come from',
        detections: ['Alpha'],
      },
    ]);
  });

  test('are told to be unknown where the search gives other rows the second time', async () => {
    put('content/lookups/seen.csv', 'dest\n');
    put(
      'content/lookups/seen.yml',
      JSON.stringify({ name: 'seen', description: 'd', lookup_type: 'csv', filename: 'seen.csv' }),
    );
    detection('Alpha', 'did=a | stats count by dest | eval number=random() | outputlookup append=true seen');
    put('logs/a.jsonl', lines(LOGS));
    const { findings, notices } = await run();
    expect(findings.map(({ result }) => result['dest'])).toEqual(['ws-01']);
    expect(findings[0]).not.toHaveProperty('events');
    expect(notices.map(({ message }) => message)).toContain(
      'the events of findings are not known: the search gave other rows when it was run a second time',
    );
  });
});
