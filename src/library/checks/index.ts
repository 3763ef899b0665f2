import type { ErrorCode } from '../../shared/codes.ts';
import type { Check } from './check.ts';
import { fileLoads } from './file-loads.ts';
import { modelFields } from './model-fields.ts';
import { searchCompiles } from './search-compiles.ts';
import { searchRuns } from './search-runs.ts';
import { wordsMeant } from './words-meant.ts';

/** Every check of content, in the order of the documentation. */
export const CHECKS: readonly Check[] = [fileLoads, searchCompiles, searchRuns, modelFields, wordsMeant];

/** The check that a code belongs to; undefined for one that content is not checked for. */
export function checkOf(code: ErrorCode): Check | undefined {
  return CHECKS.find(({ codes }) => codes.includes(code));
}
