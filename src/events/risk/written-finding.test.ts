import { describe, expect, test } from 'vitest';
import { writtenFinding } from './written-finding.ts';

const FINDING = {
  schema: 1,
  detection: { name: 'X', id: null, version: 4, type: 'TTP', file: 'x.yml' },
  severity: 'high',
  risk_score: 80,
  risk_objects: [{ field: 'dest', type: 'system', value: 'ws-07', score: 80, message: 'On ws-07.' }],
  threat_objects: [{ field: 'process', type: 'process', value: 'x.exe' }],
  message: 'On ws-07.',
  mitre_attack_id: ['T1059'],
  analytic_story: ['Remcos'],
  first_time: '2024-10-17T09:12:44Z',
  last_time: null,
  result: { dest: 'ws-07' },
};

test('is what a finding says of risk', () => {
  expect(writtenFinding(FINDING)).toMatchObject({
    detection: { name: 'X', type: 'TTP' },
    severity: 'high',
    risk_objects: [{ value: 'ws-07', score: 80 }],
    threat_objects: [{ value: 'x.exe' }],
    mitre_attack_id: ['T1059'],
    analytic_story: ['Remcos'],
    first_time: '2024-10-17T09:12:44Z',
    last_time: null,
    result: { dest: 'ws-07' },
  });
});

describe('an object that is no finding', () => {
  test.each([
    {},
    { ...FINDING, schema: 2 },
    { ...FINDING, schema: '1' },
    { ...FINDING, detection: 'X' },
    { ...FINDING, detection: { name: 'X' } },
    { ...FINDING, detection: { name: 7, type: 'TTP' } },
    { ...FINDING, risk_objects: {} },
    { ...FINDING, result: [] },
    { ...FINDING, result: null },
  ])('%j', (value) => {
    expect(writtenFinding(value)).toBeUndefined();
  });
});

test('what is malformed in a finding is left out', () => {
  const [good] = FINDING.risk_objects;
  expect(
    writtenFinding({
      schema: 1,
      detection: FINDING.detection,
      risk_objects: [good, null, 'x', [], { ...good, score: '80' }, { ...good, value: 7 }, { ...good, message: null }],
      threat_objects: 'x',
      mitre_attack_id: ['T1059', 7, null],
      first_time: 7,
      result: {},
    }),
  ).toEqual({
    detection: { name: 'X', type: 'TTP' },
    severity: '',
    risk_objects: [good],
    threat_objects: [],
    mitre_attack_id: ['T1059'],
    analytic_story: [],
    first_time: null,
    last_time: null,
    result: {},
  });
});
