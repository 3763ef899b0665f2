import { expect, test } from 'vitest';
import type { Finding } from '../findings/index.ts';
import { openRiskSum } from './risk-sum.ts';

function finding(
  type: Finding['detection']['type'],
  ...objects: [type: string, value: string, score: number][]
): Finding {
  return {
    schema: 1,
    detection: { name: 'd', id: null, version: null, type, file: 'd.yml' },
    severity: 'high',
    risk_score: 0,
    risk_objects: objects.map(([kind, value, score]) => ({ field: 'f', type: kind, value, score, message: '' })),
    threat_objects: [],
    message: '',
    mitre_attack_id: [],
    analytic_story: [],
    first_time: null,
    last_time: null,
    result: {},
  };
}

test('adds up over detections, the highest first, and leaves Hunting out', () => {
  const sum = openRiskSum();
  sum.add([finding('TTP', ['user', 'kim', 50], ['system', 'ws-07', 50])]);
  sum.add([finding('Hunting', ['user', 'kim', 80])]);
  sum.add([finding('Anomaly', ['system', 'ws-07', 20], ['system', 'kim', 50])]);
  expect(sum.totals()).toEqual([
    { type: 'system', value: 'ws-07', score: 70, findings: 2 },
    { type: 'system', value: 'kim', score: 50, findings: 1 },
    { type: 'user', value: 'kim', score: 50, findings: 1 },
  ]);
});
