/**
 * karst as a library: `hunt` runs detections over logs, `search` any SPL, `parse` gives the normalised events, and
 * `explain` shows what becomes of a search. The command line is built on these.
 */
export {
  type DetectionError,
  type ExplainOptions,
  type Explanation,
  explain,
  type FieldText,
  type Finding,
  type FindingRiskObject,
  type FindingThreatObject,
  type HuntOptions,
  type HuntReport,
  type HuntResult,
  hunt,
  huntFindings,
  type LogOptions,
  type Notice,
  type ParsedEvent,
  type ParsedSearch,
  type ParseLogsOptions,
  type Plan,
  type Progress,
  parse,
  type ResourceOptions,
  type RiskTotal,
  type Row,
  type RunOptions,
  type SearchOptions,
  type SearchReport,
  type Skip,
  type SkipReason,
  type Summary,
  search,
  type Tally,
  type TimeOptions,
  type TimeText,
  type Token,
  type Value,
} from './library/index.ts';
export { ERROR_CODES, type ErrorCode } from './shared/codes.ts';
export { type ErrorDetails, Problem } from './shared/problem.ts';
