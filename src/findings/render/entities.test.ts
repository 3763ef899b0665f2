import { expect, test } from 'vitest';
import type { Finding } from '../finding.ts';
import type { RunReport } from '../report.ts';
import type { EntityRisk } from '../risk.ts';
import { entities } from './entities.ts';
import { plainPalette } from './palette.ts';

function finding(name: string, type: Finding['detection']['type'], score: number, value = 'ws-07'): Finding {
  return {
    schema: 1,
    detection: { name, id: null, version: null, type, file: 'd.yml' },
    severity: 'high',
    risk_score: score,
    risk_objects: [{ field: 'dest', type: 'system', value, score, message: `Seen on ${value}.` }],
    threat_objects: [],
    message: '',
    mitre_attack_id: [],
    analytic_story: [],
    first_time: null,
    last_time: null,
    result: {},
  };
}

function risk(value: string, score: number, more: Partial<EntityRisk> = {}): EntityRisk {
  const rest = { findings: 1, detections: [], techniques: [], tactics: [], first_time: null, last_time: null };
  return { type: 'system', value, score, ...rest, ...more };
}

function report(all: readonly EntityRisk[]): RunReport {
  const summary = {} as RunReport['summary'];
  return { summary, risk: all, blind: { detections: 0, missing: [] }, detections: [], now: 0 };
}

test('entities by risk, what was found about each beneath, what controls the terminal as text', () => {
  const renderer = entities.findings({ width: 100, palette: plainPalette });
  const all = [
    finding('A', 'TTP', 30),
    finding('B', 'Anomaly', 80),
    finding('A', 'TTP', 30),
    finding('C', 'Hunting', 90),
  ];
  for (const one of [...all, finding('A', 'TTP', 30, 'x\u001b[2J')]) expect(renderer.write(one)).toBe('');
  const first = {
    findings: 3,
    first_time: '2024-05-01T10:00:00Z',
    last_time: '2024-05-01T11:00:00Z',
    tactics: ['impact'],
  };
  expect(renderer.end(report([risk('ws-07', 140, first), risk('x\u001b[2J', 30)]))).toBe(
    [
      'RISK  ENTITY    TYPE    FINDINGS  FIRST                 LAST                  TACTICS',
      '140   ws-07     system  3         2024-05-01T10:00:00Z  2024-05-01T11:00:00Z  impact',
      '      80 by 1 of B: Seen on ws-07.',
      '      60 by 2 of A: Seen on ws-07.',
      '30    x\\x1b[2J  system  1',
      '      30 by 1 of A: Seen on x\\x1b[2J.',
      '',
    ].join('\n'),
  );
});

test('without risk there is nothing to show', () => {
  expect(entities.findings({ width: 100, palette: plainPalette }).end(report([]))).toBe('');
});
