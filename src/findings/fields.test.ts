import { describe, expect, test } from 'vitest';
import { parseFields, rowOfFields } from './fields.ts';
import type { Finding } from './finding.ts';

const FINDING: Finding = {
  schema: 1,
  detection: { name: 'd', id: null, version: 2, type: 'TTP', file: 'd.yml' },
  severity: 'high',
  risk_score: 40,
  risk_objects: [{ field: 'dest', type: 'system', value: 'ws-07', score: 40, message: 'm' }],
  threat_objects: [],
  message: 'm',
  mitre_attack_id: ['T1059'],
  analytic_story: [],
  first_time: '2024-05-01T10:00:00Z',
  last_time: null,
  result: { dest: 'ws-07', 'a.b': 1, values: ['x', 'y'] },
};

describe('parseFields', () => {
  test('knows the fields of findings, and any of their results', () => {
    const text = 'first_time, detection.name ,result.dest,result.a.b,risk_objects.value';
    expect(parseFields(text)).toEqual([
      'first_time',
      'detection.name',
      'result.dest',
      'result.a.b',
      'risk_objects.value',
    ]);
  });

  test.each([
    ['severty', 'a finding has no field "severty"', 'did you mean "severity"?'],
    ['detection', 'a finding has no field "detection"', /^name one of detection\.name, /],
    ['result', 'a finding has no field "result"', 'name one of result.FIELD'],
    ['result.', 'a finding has no field "result."', /^there are schema, /],
    ['', 'a finding has no field ""', /^there are schema, /],
    ['__proto__', 'a finding has no field "__proto__"', /^there are schema, /],
  ])('%j is none', (text, message, hint) => {
    expect.assertions(2);
    try {
      parseFields(text);
    } catch (error) {
      expect(error).toMatchObject({ code: 'CLI001', message });
      expect((error as { details: { hint?: string } }).details.hint).toMatch(hint);
    }
  });

  test('a field twice is refused', () => {
    expect(() => parseFields('severity,severity')).toThrow('the field "severity" stands twice in --fields');
  });
});

describe('rowOfFields', () => {
  test('takes the fields in their order; lists stay lists, what is absent or null has no key', () => {
    const fields = [
      'result.a.b',
      'severity',
      'detection.id',
      'last_time',
      'risk_objects.score',
      'threat_objects.value',
    ];
    expect(Object.entries(rowOfFields(FINDING, [...fields, 'result.values', 'result.toString', 'events.raw']))).toEqual(
      [
        ['result.a.b', 1],
        ['severity', 'high'],
        ['risk_objects.score', ['40']],
        ['threat_objects.value', []],
        ['result.values', ['x', 'y']],
      ],
    );
  });
});
