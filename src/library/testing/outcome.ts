import type { Detection, DetectionTest } from '../../content/index.ts';
import type { Problem } from '../../shared/problem.ts';

/**
 * `fail`: the search ran and its rows are not what the test asks for. `error`: it could not be judged, since its data
 * or its search cannot be used. Both make the run fail.
 */
export type TestStatus = 'pass' | 'fail' | 'error' | 'skip';

/**
 * `unit`: the search over the data of a test. `integration`: the risk that its results would write. `benign`: the search
 * over logs in which nothing is to be found.
 */
export type TestKind = 'unit' | 'integration' | 'benign';

/** What came of one test. */
export interface TestOutcome {
  readonly detection: Detection;
  readonly kind: TestKind;
  readonly test: DetectionTest;
  readonly status: TestStatus;
  /** Why it did not pass, or was skipped; empty for one that passed. */
  readonly reason: string;
  /** What else is worth knowing, also of a test that passed. */
  readonly notes: readonly string[];
  /** What made it an error, with its place. */
  readonly problem?: Problem;
  /** Results of the search; null where it did not run. */
  readonly rows: number | null;
  /** Events of the data; null where they were not read. */
  readonly events: number | null;
  /** For all of it, and for the search alone. */
  readonly seconds: { readonly total: number; readonly search: number };
  /** Of a benign test that ran. */
  readonly noise?: Noise;
}

/** How much a detection says about logs in which nothing is to be found. */
export interface Noise {
  readonly hosts: number;
  /** Days in UTC on which there are events. */
  readonly days: number;
  /** Pairs of a host and a day on which it has events: what rows are divided by. */
  readonly hostDays: number;
  readonly rowsPerHostDay: number;
  /** The most that is allowed. */
  readonly budget: number;
}

/** What came of the tests of one detection. */
export interface TestedDetection {
  readonly detection: Detection;
  /** Why none of its tests is run; undefined where they are. */
  readonly skipped?: string;
  readonly outcomes: readonly TestOutcome[];
}

/** What a run of tests says at its end. */
export interface TestReport {
  /** By name, those without tests among them. */
  readonly detections: readonly TestedDetection[];
  /** Files of the content under test that cannot be used: they alone make the run fail. */
  readonly problems: readonly Problem[];
  /** Whether integration tests were run. */
  readonly hasIntegration: boolean;
  readonly seconds: number;
}

export function hasFailed({ status }: Pick<TestOutcome, 'status'>): boolean {
  return status === 'fail' || status === 'error';
}

/** A detection fails with one of its tests, passes with one where none fails, and is skipped otherwise. */
export function statusOf({ outcomes }: TestedDetection): 'pass' | 'fail' | 'skip' {
  if (outcomes.some(hasFailed)) return 'fail';
  return outcomes.some(({ status }) => status === 'pass') ? 'pass' : 'skip';
}
