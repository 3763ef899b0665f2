export type {
  AttackData,
  Baseline,
  Content,
  ContentFile,
  ContentKind,
  DataSource,
  Detection,
  DetectionTest,
  DetectionType,
  Generation,
  Lookup,
  LookupMatch,
  Macro,
  Risk,
  RiskObject,
  Severity,
  Story,
  ThreatObject,
} from './content.ts';
export {
  type LoadDetectionOptions,
  loadBuiltInContent,
  loadContent,
  loadDetectionFile,
  loadEveryFile,
} from './load.ts';
export { type LookupFile, openLookupFile } from './lookup-rows.ts';
export { macroLookup } from './macros.ts';
export { modelNameOf, readModelFile } from './model-file.ts';
export { problemInSearch, searchPlace } from './search-place.ts';
