import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findDrilldowns, hunt, openDriller, type Row } from '../../src/library/index.ts';
import type { Problem } from '../../src/shared/problem.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'karst-drilldown-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function put(name: string, content: string): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

const RISK =
  '| from datamodel Risk.All_Risk | search normalized_risk_object IN ("$dest$") starthoursago=168 endhoursago=1 ' +
  '| stats count values(search_name) as searches by normalized_risk_object';

function detection(name: string, search: string, more: object = {}): void {
  const rba = { message: 'm', risk_objects: [{ field: 'dest', type: 'system', score: 40 }], threat_objects: [] };
  const tags = { analytic_story: ['Example'], mitre_attack_id: ['T1059'], security_domain: 'endpoint' };
  const file = { name, id: ID, version: 3, type: 'TTP', description: '', search, rba, tags, ...more };
  put(`content/detections/${name.toLowerCase()}.yml`, JSON.stringify(file));
}

const ID = 'b1a078e4-2601-11ec-9aec-acde48001122';

const LOGS = [
  { timestamp: '2024-05-01T10:00:00Z', dest: 'ws "01"', did: 'a' },
  { timestamp: '2024-05-01T10:00:05Z', dest: 'ws-02', did: 'a' },
  { timestamp: '2024-05-01T20:00:00Z', dest: 'ws "01"', did: 'a' },
];

const CONTENT = () => [path.join(folder, 'content')];

/** The findings of the content over the logs, in a file. */
async function findingsFile(): Promise<string> {
  put('logs/a.jsonl', LOGS.map((one) => `${JSON.stringify(one)}\n`).join(''));
  const { findings } = await hunt({ logs: [path.join(folder, 'logs')], content: CONTENT(), now: '2024-06-01' });
  return put('findings.jsonl', findings.map((one) => `${JSON.stringify(one)}\n`).join('\n'));
}

async function rowsOf(findings: string, number: number): Promise<readonly (readonly Row[])[]> {
  const found = await findDrilldowns({ findings, number, content: CONTENT() });
  const driller = await openDriller(found, found.drilldowns, { logs: [path.join(folder, 'logs')], findings });
  const results: Row[][] = [];
  try {
    for (const drilldown of found.drilldowns) {
      const rows: Row[] = [];
      for await (const row of driller.run({ drilldown })) rows.push({ ...row });
      results.push(rows);
    }
    return results;
  } finally {
    await driller.close();
  }
}

describe('drilldowns that are run', () => {
  test('show the rows of their finding alone, and the risk that was found for it', async () => {
    const offsets = { earliest_offset: '$info_min_time$', latest_offset: '$info_max_time$' };
    const searches = [
      { name: 'View the results', search: '%original_detection_search% | search dest = "$dest$"', ...offsets },
      { name: 'View risk events', search: RISK, ...offsets },
    ];
    detection('Alpha', 'did=a | stats count by dest _time', { drilldown_searches: searches });
    const findings = await findingsFile();
    expect(await rowsOf(findings, 1)).toEqual([
      [{ dest: 'ws "01"', _time: Date.parse('2024-05-01T10:00:00Z') / 1000, count: 1 }],
      [{ normalized_risk_object: 'ws "01"', count: 1, searches: 'ESCU - Alpha - Rule' }],
    ]);
  });

  test('are two where the detection has none', async () => {
    detection('Alpha', 'did=a | stats count by dest _time');
    const [results, risk] = await rowsOf(await findingsFile(), 3);
    expect(results).toEqual([{ dest: 'ws-02', _time: Date.parse('2024-05-01T10:00:05Z') / 1000, count: 1 }]);
    expect(risk).toMatchObject([{ normalized_risk_object: 'ws-02' }]);
  });
});

describe('a finding', () => {
  test('goes by the id of its detection, and else by the name', async () => {
    detection('Alpha', 'did=a | stats count by dest');
    const findings = await findingsFile();
    detection('Alpha', 'did=b', { name: 'Renamed', version: 4 });
    const renamed = await findDrilldowns({ findings, number: 1, content: CONTENT() });
    expect([renamed.detection.name, renamed.detection.version, renamed.finding.detection.version]).toEqual([
      'Renamed',
      4,
      3,
    ]);
    detection('Alpha', 'did=b', { id: ID.replace('b', 'a') });
    expect((await findDrilldowns({ findings, number: 1, content: CONTENT() })).detection.name).toBe('Alpha');
  });

  test('of a detection that the content does not have is told: CT008', async () => {
    detection('Alpha', 'did=a | stats count by dest');
    const findings = await findingsFile();
    detection('Alpha', 'did=a', { name: 'Alpah', id: ID.replace('b', 'a') });
    await expect(findDrilldowns({ findings, number: 1, content: CONTENT() })).rejects.toMatchObject({
      code: 'CT008',
      message: 'the content has no detection "Alpha"',
      details: { hint: 'the nearest is "Alpah"' },
    });
    await expect(findDrilldowns({ findings, number: 1 })).rejects.toMatchObject({
      code: 'CT008',
      details: { hint: 'name the content that was hunted with: --content PATH' },
    });
  });

  test('that the file does not have is told: CLI001', async () => {
    detection('Alpha', 'did=a | stats count');
    const findings = await findingsFile();
    await expect(findDrilldowns({ findings, number: 2 })).rejects.toMatchObject({
      code: 'CLI001',
      message: `${findings} has one finding: there is no number 2`,
      details: { hint: 'findings are counted from 1, in the order of the file' },
    });
    const empty = put('empty.jsonl', '');
    await expect(findDrilldowns({ findings: empty, number: 1 })).rejects.toMatchObject({
      message: `${empty} has no finding: there is no number 1`,
    });
  });

  test('is counted among findings; lines that are none are told', async () => {
    detection('Alpha', 'did=a | stats count by dest');
    const lines = readFileSync(await findingsFile(), 'utf8').split('\n');
    const findings = put('more.jsonl', [lines[0], '{"a":1}', ...lines.slice(1)].join('\n'));
    const told: unknown[] = [];
    const onProblem = ({ code, details: { file } }: Problem): void => {
      told.push([code, file]);
    };
    const found = await findDrilldowns({ findings, number: 2, content: CONTENT(), onProblem });
    expect(found.finding.result['dest']).toBe('ws-02');
    expect(told).toEqual([['IN014', findings]]);
  });

  test('of a file without any is told: IN014', async () => {
    const findings = put('none.jsonl', '[1]\n');
    await expect(findDrilldowns({ findings, number: 1 })).rejects.toMatchObject({ code: 'IN014' });
  });

  test('of a file that cannot be read is told: IN001', async () => {
    await expect(findDrilldowns({ findings: path.join(folder, 'nothing'), number: 1 })).rejects.toMatchObject({
      code: 'IN001',
    });
    await expect(findDrilldowns({ findings: folder, number: 1 })).rejects.toMatchObject({ code: 'IN001' });
  });
});
