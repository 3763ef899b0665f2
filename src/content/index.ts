export { appLabelOf } from './app-label.ts';
export { fileExists, filesBeside, readTextBeside } from './beside.ts';
export { type CheckLevel, type Config, loadConfig, readConfig } from './config.ts';
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
  DrilldownSearch,
  EventBreaking,
  EventTypeMapping,
  ExtractionStep,
  Generation,
  Lookup,
  LookupMatch,
  Macro,
  NoiseBudget,
  Risk,
  RiskObject,
  Severity,
  SourceMapping,
  Story,
  ThreatObject,
  Throttling,
  TimestampRule,
} from './content.ts';
export { type Converted, type ConvertInput, convertContent } from './convert/convert.ts';
export type { ConvertDecision } from './convert/edit.ts';
export { defaultDrilldowns } from './default-drilldowns.ts';
export { readContentFile } from './folder.ts';
export { keptYaml, type YamlReader, type YamlStore } from './kept-yaml.ts';
export {
  type EveryFile,
  type LoadDetectionOptions,
  type LoadOptions,
  loadBuiltInContent,
  loadContent,
  loadDetectionFile,
  loadEveryFile,
  repositoryRootOf,
} from './load.ts';
export { type ListedLogs, loadLogList } from './log-list.ts';
export { type LookupFile, openLookupFile } from './lookup-rows.ts';
export { filterNames, macroLookup } from './macros.ts';
export { modelNameOf, readModelFile } from './model-file.ts';
export { type NamedFile, namedFilesIn } from './named-files.ts';
export { type PlacedText, problemInText } from './placed-text.ts';
export { printYaml } from './print-yaml.ts';
export { countColumns, type RowCounts } from './ragged-rows.ts';
export { isYaml, type RawFile } from './raw-file.ts';
export { problemInSearch, searchPlace } from './search-place.ts';
export { withSidecar } from './sidecar.ts';
export { THREAT_OBJECT_TYPES } from './threat-types.ts';
export { loadTuning, type Suppression, type Tuning } from './tuning.ts';
