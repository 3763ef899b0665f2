import { expect, test } from 'vitest';
import { type Detection, loadBuiltInContent } from '../../content/index.ts';
import { judgeIntegration, openRiskCheck } from './integration.ts';
import type { TestOutcome, TestStatus } from './outcome.ts';

const [built] = (await loadBuiltInContent()).detections;
const RISK: Detection['risk'] = {
  message: '$user$ ran $process$ on $dest$',
  score: 50,
  severity: 'medium',
  riskObjects: [
    { field: 'user', type: 'user', score: 50, message: '$user$ ran $process$ on $dest$' },
    { field: 'dest', type: 'system', score: 50, message: '$user$ ran $process$ on $dest$' },
  ],
  threatObjects: [],
  deploysRisk: true,
};

function unit(status: TestStatus, about: Partial<Detection> = {}, expectedResults?: number): TestOutcome {
  if (built === undefined) throw new Error('there is a detection');
  return {
    detection: { ...built, type: 'TTP', risk: RISK, ...about },
    kind: 'unit',
    test: { name: 'T', type: 'unit', attackData: [], ...(expectedResults !== undefined && { expectedResults }) },
    status,
    reason: 'because',
    notes: [],
    rows: 1,
    events: 1,
    seconds: { total: 1, search: 1 },
  };
}

function judged(rows: readonly Record<string, string>[], outcome = unit('pass')) {
  const check = openRiskCheck(RISK);
  check.add(rows);
  const { status, reason, notes } = judgeIntegration(outcome, check);
  return [status, reason, ...notes];
}

const WHOLE = { user: 'kim', process: 'x', dest: 'ws' };

test('passes where each message is filled in and each risk object is there once', () => {
  expect(judged([WHOLE, WHOLE])).toEqual(['pass', '']);
});

test('fails for a token without a value, of whatever row', () => {
  expect(judged([WHOLE, { user: 'kim', dest: 'ws' }])).toEqual([
    'fail',
    'the message of row 2 has no value for $process$',
  ]);
});

test('fails for a risk object that no row has', () => {
  expect(judged([{ user: 'kim', process: 'x', dest: 'null' }])).toEqual([
    'fail',
    'the message of row 1 has no value for $dest$',
    'no risk event has the risk object dest (system)',
  ]);
});

test.each([
  ['of Hunting', unit('pass', { type: 'Hunting' }), 'Hunting detections write no risk'],
  ['of a test without results', unit('pass', {}, 0), 'the test expects no results'],
  ['of a unit test that was', unit('skip'), 'because'],
  ['without risk objects', unit('pass', { risk: { ...RISK, riskObjects: [] } }), 'the detection has no risk objects'],
])('is skipped %s', (_name, outcome, reason) => {
  expect(judged([WHOLE], outcome)).toEqual(['skip', reason]);
});

test.each(['fail', 'error'] as const)('fails with a unit test whose status is %s', (status) => {
  expect(judged([WHOLE], unit(status))).toEqual(['fail', 'the unit test did not pass']);
});
