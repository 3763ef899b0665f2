import type { Check } from './check.ts';
import { conditionsMet } from './conditions-met.ts';
import { fieldsGiven } from './fields-given.ts';
import { fileLoads } from './file-loads.ts';
import { givesResults } from './gives-results.ts';
import { joinSides } from './join-sides.ts';
import { letterCase } from './letter-case.ts';
import { likePatterns } from './like-patterns.ts';
import { lookupColumnsExist } from './lookup-columns-exist.ts';
import { modelFields } from './model-fields.ts';
import { patternsEnd } from './patterns-end.ts';
import { PUBLISHER_CHECKS } from './publisher/index.ts';
import { resultFieldsGiven } from './result-fields-given.ts';
import { searchCompiles } from './search-compiles.ts';
import { searchRuns } from './search-runs.ts';
import { searchSelects } from './search-selects.ts';
import { wordsMeant } from './words-meant.ts';
import { zoneExists } from './zone-exists.ts';

/** Every check of content, in the order of the documentation. */
export const CHECKS: readonly Check[] = [
  fileLoads,
  ...PUBLISHER_CHECKS,
  searchCompiles,
  searchRuns,
  givesResults,
  zoneExists,
  modelFields,
  fieldsGiven,
  joinSides,
  lookupColumnsExist,
  resultFieldsGiven,
  conditionsMet,
  letterCase,
  searchSelects,
  patternsEnd,
  likePatterns,
  wordsMeant,
];
