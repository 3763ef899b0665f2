import { describe, expect, test } from 'vitest';
import { detectionOf } from './objects.ts';
import { scoreOf, severityOf } from './risk.ts';
import { parseYaml } from './yaml.ts';

function riskOf(yaml: string) {
  return detectionOf(parseYaml(`name: X\nsearch: '| makeresults'\n${yaml}`, 'x.yml'));
}

test.each([
  [100, 80, 80],
  [50, 25, 12], // 12.5
  [50, 27, 14], // 13.5
  [70, 70, 49],
  [35, 30, 10], // 10.5
  [33, 33, 11], // 10.89
  [0, 100, 0],
])('confidence %d and impact %d score %d, as Python rounds', (confidence, impact, score) => {
  expect(scoreOf(confidence, impact)).toBe(score);
});

test.each([
  [0, 'informational'],
  [20, 'informational'],
  [21, 'low'],
  [40, 'low'],
  [41, 'medium'],
  [60, 'medium'],
  [61, 'high'],
  [80, 'high'],
  [81, 'critical'],
  [100, 'critical'],
])('a score of %d is %s', (score, severity) => {
  expect(severityOf(score)).toBe(severity);
});

describe('v4', () => {
  test.each([
    ['Victim', 'User', 'user'],
    ['Victim', 'Username', 'user'],
    ['Victim', 'Email Address', 'user'],
    ['Victim', 'User Name', 'other'],
    ['Victim', 'Email', 'other'],
    ['Victim', 'Device', 'system'],
    ['Victim', 'Endpoint', 'system'],
    ['Victim', 'Hostname', 'system'],
    ['Victim', 'IP Address', 'system'],
    ['Victim', 'Process', 'other'],
    ['Attacker', 'Process Name', 'process'],
    ['Attacker', 'Process', 'process'],
    ['Attacker', 'File Name', 'file_name'],
    ['Attacker', 'File', 'file_name'],
    ['Attacker', 'File Hash', 'file_name'],
    ['Attacker', 'IP Address', 'ip_address'],
    ['Attacker', 'URL String', 'url'],
    ['Attacker', 'URL', 'url'],
    ['Attacker', 'Registry Key', 'registry key'],
    ['Attacker', 'User Name', 'user name'],
  ])('a %s of type %s becomes %s', (role, observable, type) => {
    const { risk } = riskOf(
      `type: TTP\ntags: {confidence: 50, impact: 50, message: m, observable: [{name: f, type: ${observable}, role: [${role}]}]}`,
    );
    const objects = role === 'Victim' ? risk.riskObjects : risk.threatObjects;
    expect(objects).toEqual([role === 'Victim' ? { field: 'f', type, score: 25, message: 'm' } : { field: 'f', type }]);
  });

  test('ignores the score that the file tells', () => {
    const { generation, risk } = riskOf(
      'type: Hunting\ntags: {confidence: 100, impact: 80, risk_score: 7, message: m}',
    );
    expect({ generation, ...risk }).toEqual({
      generation: 'v4',
      message: 'm',
      score: 80,
      severity: 'high',
      riskObjects: [],
      threatObjects: [],
      deploysRisk: false,
    });
  });
});

describe('v5', () => {
  test('takes the highest score for the detection', () => {
    const { generation, risk } = riskOf(
      `type: Anomaly
rba:
  message: m
  risk_objects: [{field: a, type: user, score: 30}, {field: b, type: system, score: 55}]
  threat_objects: [{field: c, type: process}]
tags: {}`,
    );
    expect({ generation, ...risk }).toEqual({
      generation: 'v5',
      message: 'm',
      score: 55,
      severity: 'medium',
      riskObjects: [
        { field: 'a', type: 'user', score: 30, message: 'm' },
        { field: 'b', type: 'system', score: 55, message: 'm' },
      ],
      threatObjects: [{ field: 'c', type: 'process' }],
      deploysRisk: true,
    });
  });

  test('counts a detection without risk as high', () => {
    const { generation, risk } = riskOf('type: Hunting\ntags: {asset_type: Endpoint}');
    expect(generation).toBe('v5');
    expect(risk).toMatchObject({ score: 0, severity: 'high', riskObjects: [], deploysRisk: false });
  });
});

describe('v6', () => {
  test('gives each object its own message, the finding first', () => {
    const { generation, risk, mitreAttackIds } = riskOf(
      `type: TTP
mitre_attack_id: [T1059]
finding: {title: f, entity: {field: u, type: user, score: 50}}
intermediate_findings: {entities: [{field: d, type: system, score: 70, message: i}]}
threat_objects: [{field: p, type: process_name}]`,
    );
    expect({ generation, mitreAttackIds, ...risk }).toEqual({
      generation: 'v6',
      mitreAttackIds: ['T1059'],
      message: 'f',
      score: 70,
      severity: 'high',
      riskObjects: [
        { field: 'u', type: 'user', score: 50, message: 'f' },
        { field: 'd', type: 'system', score: 70, message: 'i' },
      ],
      threatObjects: [{ field: 'p', type: 'process_name' }],
      deploysRisk: true,
    });
  });
});
