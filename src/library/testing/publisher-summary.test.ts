import { expect, test } from 'vitest';
import { type Detection, loadBuiltInContent } from '../../content/index.ts';
import type { TestedDetection, TestOutcome, TestStatus } from './outcome.ts';
import { publisherSummary } from './publisher-summary.ts';

const [built] = (await loadBuiltInContent()).detections;

function tested(name: string, statuses: readonly TestStatus[], about: Partial<Detection> = {}): TestedDetection {
  if (built === undefined) throw new Error('there is a detection');
  const detection = { ...built, name, file: `detections/cloud/${name}.yml`, ...about };
  const outcomes = statuses.map(
    (status): TestOutcome => ({
      detection,
      kind: 'unit',
      test: { name: 'T', type: 'unit', attackData: [] },
      status,
      reason: status === 'pass' ? '' : 'why',
      notes: [],
      rows: status === 'pass' ? 2 : null,
      events: null,
      seconds: { total: 1.5, search: 0.5 },
    }),
  );
  return { detection, outcomes };
}

const report = (...detections: readonly TestedDetection[]) => ({
  detections,
  problems: [],
  hasIntegration: false,
  seconds: 1,
});
const names = (entries: readonly Readonly<Record<string, unknown>>[]) => entries.map(({ name }) => name);

test('counts detections, failures first, those without tests last', () => {
  const { summary, ...lists } = publisherSummary(
    report(
      tested('a', ['pass', 'skip']),
      tested('b', ['pass', 'error']),
      tested('c', [], { status: 'experimental' }),
      tested('d', ['skip'], { status: 'deprecated' }),
      tested('e', ['skip'], { manualTest: 'by hand' }),
      tested('f', ['fail']),
    ),
    'Selected',
  );
  expect(summary).toEqual({
    mode: 'Selected',
    enable_integration_testing: false,
    success: false,
    total_detections: 6,
    total_tested_detections: 3,
    total_pass: 1,
    total_fail: 2,
    total_skipped: 3,
    total_untested: 0,
    total_production: 4,
    total_experimental: 1,
    total_deprecated: 1,
    total_manual: 1,
    success_rate: '33.3%',
  });
  expect(names(lists.tested_detections)).toEqual(['b', 'f', 'a']);
  expect(names(lists.skipped_detections)).toEqual(['d', 'e', 'c']);
  expect({ untested: lists.untested_detections, done: lists.percent_complete }).toEqual({
    untested: [],
    done: 'UKNOWN',
  });
});

test('a unit test is followed by an integration test that is skipped, a manual one by none', () => {
  const { tested_detections: run, skipped_detections: skipped } = publisherSummary(
    report(tested('a', ['pass']), tested('m', ['skip'], { manualTest: 'by hand' })),
    'All',
  );
  expect(run[0]).toMatchObject({ status: 'pass', source_category: 'cloud', success: true });
  expect(run[0]?.['tests']).toEqual([
    {
      name: 'T',
      test_type: 'unit',
      success: true,
      message: 'TEST PASSED',
      exception: null,
      status: 'pass',
      duration: 1.5,
      wait_duration: 0,
      resultCount: 2,
      runDuration: 0.5,
    },
    expect.objectContaining({
      test_type: 'integration',
      status: 'skip',
      message: 'TEST SKIPPED: Skipping all integration tests',
    }),
  ]);
  expect(skipped[0]?.['tests']).toEqual([expect.objectContaining({ test_type: 'manual', status: 'skip' })]);
});

test('nothing tested is a success without a rate', () => {
  expect(publisherSummary(report(), 'All').summary).toMatchObject({ success: true, success_rate: 'UKNOWN' });
});
