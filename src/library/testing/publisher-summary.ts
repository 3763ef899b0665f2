import path from 'node:path';
import type { Detection } from '../../content/index.ts';
import { hasFailed, statusOf, type TestedDetection, type TestOutcome, type TestReport } from './outcome.ts';

/** What was chosen to be tested: all of the content, what changed, or what was named. */
export type TestMode = 'All' | 'Changes' | 'Selected';

type Entry = Readonly<Record<string, unknown>>;

/** What the publisher's tool writes to `summary.yml`; its words, its order. */
export interface PublisherSummary {
  readonly summary: Entry;
  readonly tested_detections: readonly Entry[];
  readonly skipped_detections: readonly Entry[];
  readonly untested_detections: readonly Entry[];
  readonly percent_complete: string;
}

/**
 * The report of a finished run as the publisher's tool writes it. Benign tests are left out: it has no such kind.
 *
 * Source: contentctl, `test_results/summary.yml`.
 */
export function publisherSummary(report: TestReport, mode: TestMode): PublisherSummary {
  const detections = report.detections.map(withoutBenign);
  const tested = detections.filter((one) => statusOf(one) !== 'skip');
  const skipped = detections.filter((one) => statusOf(one) === 'skip');
  const failed = tested.filter((one) => statusOf(one) === 'fail').length;
  const passed = tested.length - failed;
  const count = (isCounted: (detection: Detection) => boolean): number =>
    detections.filter(({ detection }) => isCounted(detection)).length;
  return {
    summary: {
      mode,
      enable_integration_testing: report.hasIntegration,
      success: failed === 0,
      total_detections: detections.length,
      total_tested_detections: tested.length,
      total_pass: passed,
      total_fail: failed,
      total_skipped: skipped.length,
      total_untested: 0,
      total_production: count(({ status }) => status === 'production'),
      total_experimental: count(({ status }) => status === 'experimental'),
      total_deprecated: count(({ status }) => status === 'deprecated'),
      total_manual: count(({ manualTest }) => manualTest !== undefined),
      success_rate: tested.length === 0 ? UNKNOWN : `${((100 * passed) / tested.length).toFixed(1)}%`,
    },
    tested_detections: tested.toSorted((a, b) => rank(a) - rank(b)).map(entryOf),
    skipped_detections: skipped.toSorted((a, b) => emptiness(a) - emptiness(b)).map(entryOf),
    untested_detections: [],
    // It divides by the detections that are still to be tested: of a finished run there are none.
    percent_complete: UNKNOWN,
  };
}

function withoutBenign(tested: TestedDetection): TestedDetection {
  return { ...tested, outcomes: tested.outcomes.filter(({ kind }) => kind !== 'benign') };
}

/** As the tool spells it. */
const UNKNOWN = 'UKNOWN';

/** Failures come first; what is alike stays in the order of the names. */
function rank(tested: TestedDetection): number {
  return statusOf(tested) === 'fail' ? 0 : 1;
}

/** Those with tests come first. */
function emptiness({ outcomes }: TestedDetection): number {
  return outcomes.length > 0 ? 0 : 1;
}

function entryOf(tested: TestedDetection): Entry {
  const { detection, outcomes } = tested;
  const { name, type, status, dataSources, search, file, manualTest } = detection;
  return {
    name,
    type,
    production_status: status,
    status: statusOf(tested),
    source_category: path.basename(path.dirname(file)),
    data_source: dataSources,
    search,
    file_path: file,
    manual_test: manualTest ?? null,
    success: statusOf(tested) !== 'fail',
    tests: testsOf(outcomes, manualTest !== undefined),
  };
}

/** A unit test is followed by the integration test made of it; a manual one by none. */
function testsOf(outcomes: readonly TestOutcome[], isManual: boolean): readonly Entry[] {
  return outcomes.flatMap((outcome, at) => {
    if (outcome.kind === 'integration') return [integrationEntry(outcome)];
    const unit = unitEntry(outcome, isManual ? 'manual' : 'unit');
    if (isManual || outcomes[at + 1]?.kind === 'integration') return [unit];
    const message = 'TEST SKIPPED: Skipping all integration tests';
    return [unit, testEntry(outcome, { test_type: 'integration', success: true, message, status: 'skip' })];
  });
}

function integrationEntry(outcome: TestOutcome): Entry {
  const { status } = outcome;
  return testEntry(outcome, {
    test_type: 'integration',
    success: !hasFailed(outcome),
    message: messageOf(outcome),
    status,
  });
}

function unitEntry(outcome: TestOutcome, test_type: string): Entry {
  const { status, problem, seconds, rows } = outcome;
  return testEntry(outcome, {
    test_type,
    success: !hasFailed(outcome),
    message: messageOf(outcome),
    status,
    ...(problem && { exception: `${problem.code}: ${problem.message}` }),
    ...(status !== 'skip' && { duration: seconds.total, wait_duration: 0, runDuration: seconds.search }),
    ...(rows !== null && { resultCount: rows }),
  });
}

function messageOf({ status, reason }: TestOutcome): string {
  switch (status) {
    case 'pass':
      return 'TEST PASSED';
    case 'fail':
      return `TEST FAILED: ${reason}`;
    case 'error':
      return `TEST ERROR: ${reason}`;
    case 'skip':
      return `TEST SKIPPED: ${reason}`;
  }
}

/** All keys of a test in the tool's order. */
function testEntry({ test }: TestOutcome, said: Entry): Entry {
  const { test_type, success, message, exception = null, status, duration = 0, wait_duration = 0 } = said;
  const { resultCount = null, runDuration = null } = said;
  return {
    name: test.name,
    test_type,
    success,
    message,
    exception,
    status,
    duration,
    wait_duration,
    resultCount,
    runDuration,
  };
}
