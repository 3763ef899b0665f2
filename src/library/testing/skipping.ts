import type { Detection, DetectionTest } from '../../content/index.ts';

/**
 * Why no test of a detection is run, or undefined. Source: contentctl, tests of a detection that is not in production,
 * is a Correlation, or is marked with manual_test.
 */
export function whySkipped(detection: Detection): string | undefined {
  const { manualTest, tests } = detection;
  const reason = whyNotRun(detection);
  if (reason !== undefined) return reason;
  if (manualTest !== undefined) return `tested by hand: ${manualTest}`;
  return tests.length === 0 ? 'the detection has no tests' : undefined;
}

/** Why a detection is run on no logs at all, or undefined. */
export function whyNotRun({ status, type }: Detection): string | undefined {
  if (status !== '' && status !== 'production') return `the detection is ${status}, not in production`;
  return type === 'Correlation' ? 'a Correlation works on what other detections found' : undefined;
}

/** Why one test of a detection that is tested is not run, or undefined. */
export function whyTestSkipped({ type }: DetectionTest): string | undefined {
  return type === 'experimental' ? 'the test is experimental' : undefined;
}
