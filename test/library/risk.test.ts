import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type HuntOptions, hunt, type Row, search } from '../../src/library/index.ts';
import { useScratch } from '../support/scratch.ts';

const scratch = useScratch('risk');
const { put } = scratch;

interface Written {
  readonly type: string;
  readonly spl: string;
  readonly technique?: string;
  readonly score?: number;
}

function detection(name: string, { type, spl, technique = 'T1059', score = 40 }: Written): void {
  const rba = {
    message: 'Seen on $dest$.',
    risk_objects: [{ field: 'dest', type: 'system', score }],
    threat_objects: [],
  };
  const tags = { analytic_story: ['Example'], mitre_attack_id: [technique], security_domain: 'endpoint' };
  const writesRisk = type === 'TTP' || type === 'Anomaly';
  const file = { name, type, description: `Finds ${name}.`, search: spl, ...(writesRisk && { rba }), tags };
  put(`content/detections/${name.toLowerCase()}.yml`, JSON.stringify(file));
}

/** Two hosts, of which the first does all three things. */
const LOGS = [
  { timestamp: '2024-05-01T10:00:00Z', dest: 'ws-01', did: 'a' },
  { timestamp: '2024-05-01T11:00:00Z', dest: 'ws-01', did: 'b' },
  { timestamp: '2024-05-01T12:00:00Z', dest: 'ws-01', did: 'c' },
  { timestamp: '2024-05-01T12:30:00Z', dest: 'ws-01', did: 'd' },
  { timestamp: '2024-05-01T13:00:00Z', dest: 'ws-02', did: 'a' },
];

function does(did: string): string {
  return `did=${did} | stats count min(_time) as firstTime max(_time) as lastTime by dest`;
}

const CORRELATION =
  '| tstats min(_time) as firstTime max(_time) as lastTime sum(All_Risk.calculated_risk_score) as risk_score ' +
  'values(All_Risk.annotations.mitre_attack.mitre_tactic) as tactics values(source) as source dc(source) as source_count ' +
  'from datamodel=Risk.All_Risk where All_Risk.analyticstories="Example" All_Risk.risk_object_type="system" ' +
  'by All_Risk.risk_object | rename All_Risk.* as * | where source_count >= 3';

/** Three detections that write risk, and one that does not. */
function putContent(): void {
  detection('Alpha', { type: 'TTP', spl: does('a'), score: 40 });
  detection('Mid', { type: 'Anomaly', spl: does('b'), technique: 'T1003.001', score: 30 });
  detection('Zulu', { type: 'TTP', spl: does('c'), technique: 'T1537', score: 20 });
  detection('Only Looks', { type: 'Hunting', spl: does('d') });
  put('logs/events.jsonl', LOGS.map((one) => `${JSON.stringify(one)}\n`).join(''));
}

function run(options: Partial<HuntOptions> = {}) {
  return hunt({
    logs: [path.join(scratch.folder(), 'logs')],
    content: [path.join(scratch.folder(), 'content')],
    now: '2024-05-02T00:00:00Z',
    ...options,
  });
}

async function rowsOf(spl: string, ...logs: readonly string[]): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const row of search({ spl, logs, now: '2024-05-02T00:00:00Z' })) rows.push(row);
  return rows;
}

describe('a detection of the type Correlation', () => {
  test('reads what the others found in the same run', async () => {
    putContent();
    detection('Beta', { type: 'Correlation', spl: CORRELATION });
    const { findings, summary } = await run();
    expect(summary.detections.errors).toEqual([]);
    expect(findings.filter((one) => one.detection.name === 'Beta').map(({ result }) => result)).toEqual([
      {
        risk_object: 'ws-01',
        firstTime: Date.parse('2024-05-01T10:00:00Z') / 1000,
        lastTime: Date.parse('2024-05-01T12:00:00Z') / 1000,
        risk_score: 90,
        tactics: ['credential-access', 'execution', 'exfiltration'],
        source: ['ESCU - Alpha - Rule', 'ESCU - Mid - Rule', 'ESCU - Zulu - Rule'],
        source_count: 3,
      },
    ]);
  });

  test('stands where its name stands, and the rest as without it', async () => {
    putContent();
    const without = await run();
    for (const name of ['Aaa', 'Beta', 'Zz']) detection(name, { type: 'Correlation', spl: CORRELATION });
    const { findings, risk, summary } = await run();
    const names = findings.map((one) => `${one.detection.name} ${one.result['dest'] ?? one.result['risk_object']}`);
    expect(names).toEqual([
      ...['Aaa ws-01', 'Alpha ws-01', 'Alpha ws-02', 'Beta ws-01', 'Mid ws-01', 'Only Looks ws-01', 'Zulu ws-01'],
      'Zz ws-01',
    ]);
    expect(findings.filter(({ detection: { type } }) => type !== 'Correlation')).toEqual(without.findings);
    expect(risk).toEqual(without.risk);
    expect(summary.events).toBe(LOGS.length);
    expect(summary.findings).toBe(8);
  });

  test('may ask for the index, and for all that a risk event says', async () => {
    putContent();
    detection('Beta', {
      type: 'Correlation',
      spl: 'index=risk risk_object=ws-02 | table _time index sourcetype search_name savedsearch_description risk_message info_search_time annotations.cis20 dest',
    });
    const { findings } = await run();
    expect(findings.filter((one) => one.detection.name === 'Beta').map(({ result }) => result)).toEqual([
      {
        _time: Date.parse('2024-05-01T13:00:00Z') / 1000,
        index: 'risk',
        sourcetype: 'stash',
        search_name: 'ESCU - Alpha - Rule',
        savedsearch_description: 'Finds Alpha.',
        risk_message: 'Seen on ws-02.',
        info_search_time: '1714608000.000',
        'annotations.cis20': 'CIS 10',
        dest: 'ws-02',
      },
    ]);
  });

  test('finds nothing where nothing was found, and that is no error', async () => {
    putContent();
    rmSync(path.join(scratch.folder(), 'content/detections/zulu.yml'));
    detection('Beta', { type: 'Correlation', spl: CORRELATION });
    const { findings, summary } = await run();
    expect(summary.detections.errors).toEqual([]);
    expect(findings.some((one) => one.detection.name === 'Beta')).toBe(false);
  });

  test('costs itself alone where it cannot run', async () => {
    putContent();
    detection('Beta', { type: 'Correlation', spl: '| tstats count from datamodel=Risk.All_Risk | eval x=1/' });
    const { findings, summary } = await run();
    expect(summary.detections.errors.map(({ name }) => name)).toEqual(['Beta']);
    expect(findings.length).toBe(5);
  });

  test('does not read what another one that reads risk writes', async () => {
    putContent();
    const spl =
      '| tstats dc(source) as sources from datamodel=Risk.All_Risk by All_Risk.risk_object | rename All_Risk.risk_object as dest';
    for (const name of ['Beta', 'Yankee']) detection(name, { type: 'TTP', spl, score: 7 });
    const { findings, risk } = await run();
    const sources = findings.filter((one) => one.result['sources'] !== undefined).map(({ result }) => result);
    const expected = [
      { dest: 'ws-01', sources: 3 },
      { dest: 'ws-02', sources: 1 },
    ];
    expect(sources).toEqual([...expected, ...expected]);
    // 40 + 30 + 20, and 7 of each of the two.
    expect(risk[0]).toMatchObject({ value: 'ws-01', score: 104 });
  });

  test('leaves no file behind', async () => {
    putContent();
    detection('Aaa', { type: 'Correlation', spl: CORRELATION });
    const tempDir = path.join(scratch.folder(), 'temp');
    await run({ tempDir });
    expect(readdirSync(tempDir)).toEqual([]);
  });
});

describe('a file of findings', () => {
  test('is a source of risk for later searches and hunts', async () => {
    putContent();
    const { findings } = await run();
    const file = put('findings.jsonl', findings.map((one) => `${JSON.stringify(one)}\n`).join(''));
    const spl = '| tstats count sum(All_Risk.risk_score) as score from datamodel=Risk by All_Risk.risk_object';
    expect(await rowsOf(spl, file)).toEqual([
      { 'All_Risk.risk_object': 'ws-01', count: 3, score: 90 },
      { 'All_Risk.risk_object': 'ws-02', count: 1, score: 40 },
    ]);
    expect(await rowsOf('index=main | table sourcetype detection.name', file)).toEqual([
      { sourcetype: 'karst:finding', 'detection.name': 'Only Looks' },
    ]);
    rmSync(path.join(scratch.folder(), 'content'), { recursive: true });
    detection('Beta', { type: 'Correlation', spl: CORRELATION });
    const later = await run({ logs: [file] });
    expect(later.findings.map(({ result }) => result['risk_object'])).toEqual(['ws-01']);
  });
});
