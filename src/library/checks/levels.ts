import type { CheckLevel, Config } from '../../content/index.ts';
import { ERROR_CODES, type ErrorCode } from '../../shared/codes.ts';
import { nearest } from '../../shared/nearest.ts';
import type { Check, CheckSeverity } from './check.ts';
import { CHECKS } from './index.ts';

/** A code that checks report, with the texts of the check that has it. */
export interface CheckRule extends Pick<Check, 'explanation' | 'hint'> {
  readonly code: ErrorCode;
  /** The name of the check. */
  readonly check: string;
  /** Where nothing else is configured. */
  readonly severity: CheckSeverity;
  /** What the code stands for. */
  readonly meaning: string;
}

/** Every code that checks report, in the order of the documentation. */
export function checkRules(): readonly CheckRule[] {
  return CHECKS.flatMap(({ name, severity, codes, explanation, hint }) =>
    codes.map((code) => ({ code, check: name, severity, meaning: ERROR_CODES[code], explanation, hint })),
  );
}

/**
 * What a configuration sets for checks.
 *
 * @throws Problem CT007 for a code or name that no check has.
 */
export function configuredLevels(config: Config): Readonly<Record<string, CheckLevel>> {
  const known = new Set(CHECKS.flatMap(({ name, codes }) => [name, ...codes]));
  for (const key of Object.keys(config.checks)) {
    if (known.has(key)) continue;
    const near = nearest(key, known);
    const hint = near === undefined ? 'docs/checks lists them all' : `the nearest is "${near}"`;
    throw config.problemAt(['checks', key], `there is no check "${key}"`, hint);
  }
  return config.checks;
}
