import { describe, expect, test } from 'vitest';
import type { Row } from '../language/index.ts';
import type { Finding } from './finding.ts';
import { periodSeconds, toldFindings } from './throttle.ts';

function finding(first_time: string | null, result: Row): Finding {
  return {
    schema: 1,
    detection: { name: 'd', id: null, version: null, type: 'TTP', file: 'd.yml' },
    severity: 'high',
    risk_score: 0,
    risk_objects: [],
    threat_objects: [],
    message: '',
    mitre_attack_id: [],
    analytic_story: [],
    first_time,
    last_time: null,
    result,
  };
}

const BY_USER = { fields: ['user'], period: '1h' };

function told(findings: readonly Finding[], throttling = BY_USER): readonly boolean[] {
  return toldFindings(findings, throttling, 3600);
}

describe('toldFindings', () => {
  test('one of equal values in a period, and what is held back does not prolong it', () => {
    const at = (time: string) => finding(`2024-05-01T${time}Z`, { user: 'kim' });
    expect(told([at('10:00:00'), at('10:59:59'), at('11:00:00'), at('11:30:00'), at('12:00:00')])).toEqual([
      true,
      false,
      true,
      false,
      true,
    ]);
  });

  test('other values have a period of their own', () => {
    const findings = ['kim', 'ivo', 'kim'].map((user) => finding('2024-05-01T10:00:00Z', { user }));
    expect(told(findings)).toEqual([true, true, false]);
  });

  test('all of the fields must be equal, and absent is a value as well', () => {
    const rows: Row[] = [{ user: 'kim' }, { user: 'kim', dest: 'a' }, { user: 'kim' }, { user: 'kim', dest: 'a' }];
    const findings = rows.map((row) => finding('2024-05-01T10:00:00Z', row));
    expect(told(findings, { fields: ['user', 'dest'], period: '1h' })).toEqual([true, true, false, false]);
  });

  test('time counts, not the order of the rows', () => {
    const findings = ['10:30:00', '10:00:00'].map((time) => finding(`2024-05-01T${time}Z`, { user: 'kim' }));
    expect(told(findings)).toEqual([false, true]);
  });

  test('without a time nothing lies in a period', () => {
    expect(told([finding(null, { user: 'kim' }), finding(null, { user: 'kim' })])).toEqual([true, true]);
  });

  test('several values of a field are one value', () => {
    const findings = [['a', 'b'], ['a', 'b'], ['a']].map((user) => finding('2024-05-01T10:00:00Z', { user }));
    expect(told(findings)).toEqual([true, false, true]);
  });
});

test.each([
  ['90s', 90],
  ['30m', 1800],
  ['24h', 86_400],
  ['7d', 604_800],
  ['1w', undefined],
  ['', undefined],
  ['-1h', undefined],
])('a period of %j', (text, seconds) => {
  expect(periodSeconds(text)).toBe(seconds);
});
