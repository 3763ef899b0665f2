import { expect, test } from 'vitest';
import type { Finding } from '../findings/index.ts';
import { openRiskSum } from './risk-sum.ts';

function finding(
  type: Finding['detection']['type'],
  ...objects: [type: string, value: string, score: number][]
): Finding {
  const technique = type === 'Anomaly' ? ['T1003.001'] : ['T1059'];
  return {
    schema: 1,
    detection: { name: `a ${type}`, id: null, version: null, type, file: 'd.yml' },
    severity: 'high',
    risk_score: 0,
    risk_objects: objects.map(([kind, value, score]) => ({ field: 'f', type: kind, value, score, message: '' })),
    threat_objects: [],
    message: '',
    mitre_attack_id: technique,
    analytic_story: [],
    first_time: null,
    last_time: null,
    result: {},
  };
}

test('adds up over detections, the highest first, and leaves Hunting out', () => {
  const sum = openRiskSum();
  sum.add([finding('TTP', ['user', 'kim', 50], ['system', 'ws-07', 50])]);
  sum.add([finding('Hunting', ['user', 'kim', 80]), finding('Correlation', ['user', 'kim', 80])]);
  sum.add([finding('Anomaly', ['system', 'ws-07', 20], ['system', 'kim', 50])]);
  expect(sum.totals().map(({ type, value, score, findings }) => [type, value, score, findings])).toEqual([
    ['system', 'ws-07', 70, 2],
    ['system', 'kim', 50, 1],
    ['user', 'kim', 50, 1],
  ]);
});

test('says of each entity what found it and when', () => {
  const sum = openRiskSum();
  const object: [string, string, number] = ['system', 'ws-07', 50];
  sum.add([
    { ...finding('TTP', object), first_time: '2024-05-01T10:00:00.500Z', last_time: '2024-05-01T10:00:01Z' },
    { ...finding('TTP', object), first_time: '2024-05-01T10:00:00Z' },
    { ...finding('Anomaly', object), first_time: '2024-05-01T10:00:00Z', last_time: '2024-05-01T10:00:01.250Z' },
    finding('TTP', object),
  ]);
  expect(sum.totals()).toEqual([
    {
      type: 'system',
      value: 'ws-07',
      score: 200,
      findings: 4,
      detections: ['a Anomaly', 'a TTP'],
      techniques: ['T1003.001', 'T1059'],
      tactics: ['execution', 'credential-access'],
      first_time: '2024-05-01T10:00:00Z',
      last_time: '2024-05-01T10:00:01.250Z',
    },
  ]);
});
