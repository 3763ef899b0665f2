import { describe, expect, test } from 'vitest';
import type { Detection } from '../content/index.ts';
import { findingsOf } from './finding.ts';
import { severityAtLeast } from './severity.ts';

const MESSAGE = 'An instance of $process_name$ was seen on $dest$.';

const DETECTION: Detection = {
  generation: 'v4',
  file: 'detections/x.yml',
  name: 'X',
  id: 'b0a078e4-2601-11ec-9aec-acde48001122',
  version: 4,
  type: 'Hunting',
  status: 'production',
  description: '',
  references: [],
  howToImplement: '',
  knownFalsePositives: '',
  drilldownSearches: [],
  search: '',
  searchSource: { fileText: '', start: 0, end: 0, style: 'plain' },
  dataSources: [],
  analyticStories: ['Remcos'],
  mitreAttackIds: ['T1059', 'T1559.001'],
  securityDomain: 'endpoint',
  products: [],
  cves: [],
  tests: [],
  risk: {
    message: MESSAGE,
    score: 80,
    severity: 'high',
    riskObjects: [
      { field: 'user', type: 'user', score: 80, message: MESSAGE },
      { field: 'dest', type: 'system', score: 70, message: 'On $dest$.' },
    ],
    threatObjects: [{ field: 'process_name', type: 'process' }],
    deploysRisk: false,
  },
};

describe('findingsOf', () => {
  test('makes a finding of a row, keys in the order of the contract', () => {
    const result = {
      dest: 'ws-07',
      process_name: 'wscript.exe',
      user: 'kim',
      count: 2,
      firstTime: '2024-10-17T09:12:44',
      lastTime: '2024-10-17T09:12:46',
    };
    expect(JSON.stringify(findingsOf(DETECTION, [result]))).toBe(
      JSON.stringify([
        {
          schema: 1,
          detection: {
            name: 'X',
            id: 'b0a078e4-2601-11ec-9aec-acde48001122',
            version: 4,
            type: 'Hunting',
            file: 'detections/x.yml',
            security_domain: 'endpoint',
          },
          severity: 'high',
          risk_score: 80,
          risk_objects: [
            {
              field: 'user',
              type: 'user',
              value: 'kim',
              score: 80,
              message: 'An instance of wscript.exe was seen on ws-07.',
            },
            { field: 'dest', type: 'system', value: 'ws-07', score: 70, message: 'On ws-07.' },
          ],
          threat_objects: [{ field: 'process_name', type: 'process', value: 'wscript.exe' }],
          message: 'An instance of wscript.exe was seen on ws-07.',
          mitre_attack_id: ['T1059', 'T1559.001'],
          analytic_story: ['Remcos'],
          first_time: '2024-10-17T09:12:44Z',
          last_time: '2024-10-17T09:12:46Z',
          result,
        },
      ]),
    );
  });

  test('gives an object for each value, and none for an absent field', () => {
    const [finding] = findingsOf(DETECTION, [{ dest: ['a', 'b'] }]);
    expect(finding?.risk_objects.map(({ value, message }) => [value, message])).toEqual([
      ['a', 'On a b.'],
      ['b', 'On a b.'],
    ]);
    expect(finding?.threat_objects).toEqual([]);
    expect(finding?.message).toBe('An instance of $process_name$ was seen on a b.');
  });

  test('takes the times of the row, else its _time, else none', () => {
    const times = findingsOf(DETECTION, [
      { firstTime: 1729156364, lastTime: '1729156366.5' },
      { _time: 1729156364.25 },
      { firstTime: ['1729156370', '1729156364'], lastTime: ['1729156370', '1729156364'] },
      { firstTime: 'yesterday' },
    ]).map(({ first_time, last_time }) => [first_time, last_time]);
    expect(times).toEqual([
      ['2024-10-17T09:12:44Z', '2024-10-17T09:12:46.500Z'],
      ['2024-10-17T09:12:44.250Z', '2024-10-17T09:12:44.250Z'],
      ['2024-10-17T09:12:44Z', '2024-10-17T09:12:50Z'],
      [null, null],
    ]);
  });

  test('has null for an identifier that the content lacks', () => {
    const { id: _id, version: _version, securityDomain: _domain, ...bare } = DETECTION;
    expect(findingsOf(bare, [{}])[0]?.detection).toEqual({
      name: 'X',
      id: null,
      version: null,
      type: 'Hunting',
      file: 'detections/x.yml',
      security_domain: null,
    });
  });
});

test('severities have an order and names', () => {
  expect(severityAtLeast('high', 'high')).toBe(true);
  expect(severityAtLeast('medium', 'high')).toBe(false);
  expect(severityAtLeast('critical', 'low')).toBe(true);
});
