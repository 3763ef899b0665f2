import type { Severity } from '../content/index.ts';

/** From the least to the most severe. */
export const SEVERITIES: readonly Severity[] = ['informational', 'low', 'medium', 'high', 'critical'];

/** The severity of that name, without regard to case; undefined for any other text. */
export function parseSeverity(text: string): Severity | undefined {
  return SEVERITIES.find((severity) => severity === text.toLowerCase());
}

/** Whether a severity is the threshold or above it. */
export function severityAtLeast(severity: Severity, threshold: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(threshold);
}
