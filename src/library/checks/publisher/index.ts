import type { Check } from '../check.ts';
import { fileNames } from './common/file-names.ts';
import { pastDates } from './common/past-dates.ts';
import { referencesChecked } from './common/references-checked.ts';
import { referencesExist } from './common/references-exist.ts';
import { SHAPE_CHECKS } from './common/shape-checks.ts';
import { templates } from './common/templates.ts';
import { uniqueIds } from './common/unique-ids.ts';
import { uniqueNames } from './common/unique-names.ts';
import { backticks } from './detection/backticks.ts';
import { defaultEnabled } from './detection/default-enabled.ts';
import { drilldowns } from './detection/drilldowns.ts';
import { filterMacro } from './detection/filter-macro.ts';
import { messageTokens } from './detection/message-tokens.ts';
import { oneSchedule } from './detection/one-schedule.ts';
import { outputFields } from './detection/output-fields.ts';
import { riskFieldsNamed } from './detection/risk-fields-named.ts';
import { riskModel } from './detection/risk-model.ts';
import { searchEdges } from './detection/search-edges.ts';
import { stanzaNames } from './detection/stanza-names.ts';
import { subTechniques } from './detection/sub-techniques.ts';
import { testData } from './detection/test-data.ts';
import { testsThere } from './detection/tests-there.ts';
import { throttlingFields } from './detection/throttling-fields.ts';
import { tokenStrings } from './detection/token-strings.ts';
import { collectionKey } from './objects/collection-key.ts';
import { dashboardPair } from './objects/dashboard-pair.ts';
import { deprecationNames } from './objects/deprecation-names.ts';
import { lookupFile } from './objects/lookup-file.ts';
import { lookupOrphans } from './objects/lookup-orphans.ts';
import { lookupRows } from './objects/lookup-rows.ts';
import { modelName } from './objects/model-name.ts';

/** What the publisher's own tool checks, by what it looks at. */
export const PUBLISHER_CHECKS: readonly Check[] = [
  ...SHAPE_CHECKS,
  uniqueNames,
  uniqueIds,
  pastDates,
  fileNames,
  templates,
  referencesExist,
  referencesChecked,
  stanzaNames,
  filterMacro,
  riskFieldsNamed,
  messageTokens,
  outputFields,
  throttlingFields,
  subTechniques,
  drilldowns,
  testsThere,
  riskModel,
  defaultEnabled,
  tokenStrings,
  searchEdges,
  backticks,
  oneSchedule,
  testData,
  lookupFile,
  lookupRows,
  lookupOrphans,
  collectionKey,
  modelName,
  dashboardPair,
  deprecationNames,
];
