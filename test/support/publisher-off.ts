import type { CheckLevel } from '../../src/content/index.ts';
import { PUBLISHER_CHECKS } from '../../src/library/checks/publisher/index.ts';

/** Levels for tests of what only karst checks: content in them need not be what its publisher would take. */
export const PUBLISHER_OFF: Readonly<Record<string, CheckLevel>> = Object.fromEntries(
  PUBLISHER_CHECKS.flatMap(({ codes }) => codes.map((code) => [code, 'off'] as const)),
);
