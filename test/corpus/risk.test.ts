import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadContent } from '../../src/content/index.ts';
import { hunt, type Row } from '../../src/library/index.ts';

const DETECTIONS = path.resolve(import.meta.dirname, '../../../shared/content/detections');

const folder = mkdtempSync(path.join(tmpdir(), 'karst-correlations-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What one detection found, as far as correlations look at it. */
interface Found {
  readonly name: string;
  readonly story?: string;
  readonly techniques: readonly string[];
  readonly time?: string;
}

interface Case {
  readonly file: string;
  /** Exactly as many as the threshold asks for. */
  readonly found: readonly Found[];
  /** Worked out by hand from the search and ATT&CK. */
  readonly rows: readonly Row[];
}

const START = '2024-05-01T10:00:00Z';

/** Findings of detections that differ in nothing but their names. */
function alike(names: readonly string[], story: string, ...techniques: readonly string[]): readonly Found[] {
  return names.map((name) => ({ name, story, techniques }));
}

function numbered(name: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${name} ${index + 1}`);
}

function rules(names: readonly string[]): readonly string[] {
  return names.map((name) => `ESCU - ${name} - Rule`);
}

const COMMANDS = [
  'Net Localgroup Discovery',
  'Icacls Deny Command',
  'Windows Proxy Via Netsh',
  'Processes launching netsh',
];

const CASES: readonly Case[] = [
  {
    file: 'cloud/aws_s3_exfiltration_behavior_identified.yml',
    found: [
      { name: 'AWS Exfiltration via Batch Service', techniques: ['T1119'] },
      { name: 'AWS Exfiltration via EC2 Snapshot', techniques: ['T1537'] },
    ],
    rows: [
      {
        risk_object: 'ws-01',
        source_count: 2,
        risk_score: 100,
        risk_event_count: 2,
        mitre_tactic_id_count: 2,
        'annotations.mitre_attack.mitre_tactic_id': ['TA0009', 'TA0010'],
        'annotations.mitre_attack.mitre_technique_id': ['T1119', 'T1537'],
        risk_message: 'Seen on ws-01.',
        tag: 'risk',
      },
    ],
  },
  {
    file: 'endpoint/linux_persistence_and_privilege_escalation_risk_behavior.yml',
    found: alike(numbered('Linux Thing', 4), 'Other', 'T1543'),
    rows: ['persistence', 'privilege-escalation'].map((tactic) => ({
      risk_object: 'ws-01',
      risk_object_type: 'system',
      'annotations.mitre_attack.mitre_tactic': tactic,
      source: rules(numbered('Linux Thing', 4)),
      source_count: 4,
      risk_score: 200,
      mitre_tactic_id_count: 2,
    })),
  },
  {
    file: 'endpoint/steal_or_forge_authentication_certificates_behavior_identified.yml',
    found: alike(numbered('Certificate Thing', 5), 'Windows Certificate Services', 'T1649'),
    rows: [{ risk_object: 'ws-01', 'annotations.mitre_attack.mitre_tactic': 'credential-access', source_count: 5 }],
  },
  {
    file: 'endpoint/windows_common_abused_cmd_shell_risk_behavior.yml',
    found: alike(COMMANDS, 'Other', 'T1069.001'),
    rows: [
      { 'annotations.mitre_attack.mitre_tactic': 'discovery', source: rules(COMMANDS).toSorted(), source_count: 4 },
    ],
  },
  {
    file: 'endpoint/windows_post_exploitation_risk_behavior.yml',
    found: alike(numbered('Post Thing', 4), 'Windows Post-Exploitation', 'T1012'),
    rows: [{ 'annotations.mitre_attack.mitre_tactic': 'discovery', source_count: 4, risk_score: 200 }],
  },
  {
    file: 'web/proxyshell_proxynotshell_behavior_detected.yml',
    found: alike(numbered('Web Thing', 5), 'ProxyShell', 'T1190'),
    rows: [
      {
        _time: Date.parse(START) / 1000,
        firstTime: '2024-05-01T10:00:00',
        risk_object: 'ws-01',
        analyticstories: 'ProxyShell',
        dc_analyticstories: 1,
        source_count: 5,
      },
    ],
  },
];

/** As a hunt writes them. */
function findingsFile(found: readonly Found[]): string {
  const lines = found.map(({ name, story, techniques }) => {
    const message = 'Seen on ws-01.';
    return JSON.stringify({
      schema: 1,
      detection: { name, id: null, version: 1, type: 'Anomaly', file: 'x.yml' },
      severity: 'medium',
      risk_score: 50,
      risk_objects: [{ field: 'dest', type: 'system', value: 'ws-01', score: 50, message }],
      threat_objects: [],
      message,
      mitre_attack_id: techniques,
      analytic_story: story === undefined ? [] : [story],
      first_time: START,
      last_time: START,
      result: { dest: 'ws-01' },
    });
  });
  const file = path.join(folder, 'findings.jsonl');
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

function run(file: string, found: readonly Found[]) {
  const content = [path.join(DETECTIONS, file)];
  return hunt({ logs: [findingsFile(found)], content, now: '2024-05-02T00:00:00Z' });
}

describe.skipIf(!existsSync(DETECTIONS))('published correlations', () => {
  test('are those below, and no other published search reads risk', async () => {
    const { detections } = await loadContent([DETECTIONS]);
    const isReader = /\bRisk\.All_Risk\b|datamodel[ =:"]*Risk\b|`risk_index`|index="?risk\b/;
    const readers = detections.filter(({ search, type }) => type === 'Correlation' || isReader.test(search));
    expect(readers.map(({ file }) => path.relative(DETECTIONS, file)).sort()).toEqual(
      CASES.map(({ file }) => file).sort(),
    );
  });

  test.each(CASES)('$file fires at its threshold', async ({ file, found, rows }) => {
    const { findings, summary } = await run(file, found);
    expect(summary.detections.errors).toEqual([]);
    expect(findings.map(({ result }) => ({ ...result }))).toMatchObject(rows.map((row) => ({ ...row })));
    expect(findings.length).toBe(rows.length);
  });

  test.each(CASES)('$file does not fire below it', async ({ file, found }) => {
    const { findings, summary } = await run(file, found.slice(1));
    expect(summary.detections.errors).toEqual([]);
    expect(findings).toEqual([]);
  });
});
