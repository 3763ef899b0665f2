import { describe, expect, test } from 'vitest';
import type { Finding } from '../findings/index.ts';
import { openWhatIfSum, type RiskThreshold } from './what-if.ts';

function finding(time: string | null, score: number, name = 'a', type: Finding['detection']['type'] = 'TTP'): Finding {
  return {
    schema: 1,
    detection: { name, id: null, version: null, type, file: 'd.yml' },
    severity: 'high',
    risk_score: score,
    risk_objects: [{ field: 'dest', type: 'system', value: 'ws-07', score, message: '' }],
    threat_objects: [],
    message: '',
    mitre_attack_id: [],
    analytic_story: [],
    first_time: time === null ? null : `2024-05-01T${time}Z`,
    last_time: null,
    result: {},
  };
}

function tried(threshold: RiskThreshold, findings: readonly Finding[], kept?: number) {
  const sum = openWhatIfSum([threshold], kept);
  sum.add(findings);
  const [result] = sum.results();
  return result;
}

describe('openWhatIfSum', () => {
  test('says who reaches a threshold, when first, and by what', () => {
    const findings = [
      finding('12:00:00', 50, 'b'),
      finding('10:00:00', 40),
      finding('11:00:00', 30),
      finding('13:00:00', 1),
    ];
    expect(tried({ threshold: 120 }, findings)).toEqual({
      threshold: 120,
      window_seconds: null,
      entities: [
        {
          type: 'system',
          value: 'ws-07',
          score: 121,
          first_reached: '2024-05-01T12:00:00Z',
          reached_by: [
            { detection: 'a', findings: 2, score: 70 },
            { detection: 'b', findings: 1, score: 50 },
          ],
        },
      ],
      timeless: 0,
      beyond: 0,
    });
  });

  test('in a window only what lies in it adds up', () => {
    const findings = [finding('10:00:00', 40), finding('11:00:01', 40, 'b'), finding('12:00:01', 50)];
    const hour = { windowSeconds: 3600 };
    expect(tried({ threshold: 91, ...hour }, findings)?.entities).toEqual([]);
    expect(tried({ threshold: 90, ...hour }, findings)?.entities).toMatchObject([
      { score: 90, first_reached: '2024-05-01T12:00:01Z', reached_by: [{ detection: 'a' }, { detection: 'b' }] },
    ]);
  });

  test('without a time a score counts, but in no window', () => {
    const findings = [finding(null, 60), finding('10:00:00', 60)];
    expect(tried({ threshold: 120 }, findings)).toMatchObject({ entities: [{ score: 120, first_reached: null }] });
    expect(tried({ threshold: 120, windowSeconds: 60 }, findings)).toMatchObject({ entities: [], timeless: 1 });
  });

  test('Hunting and Correlation are no risk', () => {
    const findings = [finding('10:00:00', 90, 'a', 'Hunting'), finding('10:00:00', 90, 'a', 'Correlation')];
    expect(tried({ threshold: 60 }, findings)?.entities).toEqual([]);
  });

  test('what is not kept is counted', () => {
    const findings = [finding('10:00:00', 40), finding('10:00:00', 40), finding('10:00:00', 40)];
    expect(tried({ threshold: 100 }, findings, 2)).toMatchObject({ entities: [], beyond: 1 });
  });
});
