export { type CheckLevel, type Config, type ContentKind, loadConfig, printYaml, readConfig } from '../content/index.ts';
export type {
  DetectionError,
  DetectionOutcome,
  DetectionState,
  Drilldown,
  EntityRisk,
  Finding,
  FindingEvent,
  FindingRiskObject,
  FindingThreatObject,
  ProcessMark,
  ProcessNode,
  ProcessStart,
  RiskTotal,
  RunReport,
  Summary,
} from '../findings/index.ts';
export type { Skip, SkipReason } from '../inputs/index.ts';
export type { ParsedSearch, Plan, Row, Token, Value } from '../language/index.ts';
export type { ValidatedFile, ValidationError } from './checks/judge.ts';
export { type CheckRule, checkRules, configuredLevels } from './checks/levels.ts';
export {
  type ContentItem,
  type ContentListOptions,
  type FoundContent,
  findContent,
  LISTED_KINDS,
  type ListedKind,
  listContent,
} from './content-items.ts';
export { contentSchema, type FormKind, type JsonSchema, SCHEMA_KINDS } from './content-schema.ts';
export { type ConvertDecision, type Converted, type ConvertOptions, convert } from './convert.ts';
export { type DiffOptions, diff } from './diff/diff.ts';
export type {
  DetailChange,
  DetectionDiff,
  Diff,
  DiffState,
  FieldChange,
  RiskChange,
  RowChange,
  RowsDiff,
} from './diff/result.ts';
export { drain } from './drain.ts';
export {
  type DrilldownOptions,
  type DrilldownRun,
  type Driller,
  type DrillOptions,
  type FindingDrilldowns,
  findDrilldowns,
  openDriller,
} from './drilldown.ts';
export { type ExplainOptions, type Explanation, explain } from './explain.ts';
export { type HuntOptions, type HuntReport, type HuntResult, hunt, huntFindings } from './hunt.ts';
export type { LoadOptions, RunningOptions } from './loaded.ts';
export { type CoverageOptions, coverage } from './log-coverage/coverage.ts';
export type { Coverage, CoverageState, DetectionCoverage, MissingThing, Unlock } from './log-coverage/result.ts';
export type { Count, Counts } from './log-summary/counts.ts';
export type { Gap } from './log-summary/gaps.ts';
export {
  type CountedKind,
  type LogSummary,
  type LogSummaryOptions,
  logSummary,
  type NotedEvent,
} from './log-summary/log-summary.ts';
export { SUMMARY_COLUMNS, summaryRows } from './log-summary/rows.ts';
export { type Mend, type MendReport, mend } from './mend.ts';
export type { Notice } from './notice-sum.ts';
export type { LogOptions, Progress, ResourceOptions, RunOptions, TimeOptions, TimeText } from './options.ts';
export { type FieldText, type ParsedEvent, type ParseLogsOptions, parse } from './parse.ts';
export { listed, type PlacedNode } from './process-tree/narrow.ts';
export { type ProcessTrees, type ProcessTreesOptions, processTrees } from './process-tree/process-trees.ts';
export { type SavedFindingsOptions, type SavedReport, savedFindings } from './saved-findings.ts';
export { type SearchOptions, type SearchReport, search } from './search.ts';
export { openSearcher, type Searcher, type SearchNames } from './searcher.ts';
export type { Tally } from './tally.ts';
export type { BenignLogs } from './testing/benign.ts';
export type { DownloadLimits } from './testing/download.ts';
export {
  hasFailed,
  type Noise,
  statusOf,
  type TestedDetection,
  type TestKind,
  type TestOutcome,
  type TestReport,
  type TestStatus,
} from './testing/outcome.ts';
export { type PublisherSummary, publisherSummary, type TestMode } from './testing/publisher-summary.ts';
export { type NewTest, type NewTestOptions, newTest } from './testing/skeleton/new-test.ts';
export { type TestOptions, test, testOutcomes } from './testing/test.ts';
export { type TimelineEntry, type TimelineOptions, type TimelineReport, timeline } from './timeline/timeline.ts';
export { resolveTimes } from './times.ts';
export { type ValidateOptions, type ValidationReport, validate } from './validate.ts';
export type { RiskThreshold } from './what-if.ts';
export type {
  Why,
  WhyCondition,
  WhyField,
  WhyGate,
  WhyKey,
  WhyKeys,
  WhyMacro,
  WhyMissing,
  WhyNearest,
  WhyPlace,
  WhyReason,
  WhySample,
  WhySide,
  WhyStage,
} from './why/result.ts';
export { type WhyOptions, why } from './why/why.ts';
