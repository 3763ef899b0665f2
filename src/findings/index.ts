export { type Drilldown, drilldowns } from './drilldown.ts';
export { parseFields } from './fields.ts';
export {
  type Finding,
  type FindingEvent,
  type FindingOptions,
  type FindingRiskObject,
  type FindingThreatObject,
  findingsOf,
} from './finding.ts';
export type { ProcessMark, ProcessNode, ProcessStart } from './process-tree/process.ts';
export { processTree } from './process-tree/tree.ts';
export { withFields } from './render/chosen-fields.ts';
export { cut, pad, visible } from './render/display.ts';
export type { FindingFormat, FindingRenderer, Format, Renderer, RenderOptions } from './render/format.ts';
export { FINDING_FORMATS, type FindingFormatName, FORMATS, type FormatName } from './render/formats.ts';
export { colourPalette, type Palette, plainPalette, SEVERITY_STYLES, type Style } from './render/palette.ts';
export { type ProblemSeverity, renderProblem } from './render/problem.ts';
export { SARIF_SCHEMA, sarifText, sarifUri } from './render/sarif-text.ts';
export { renderSummary, type SummaryOptions } from './render/summary.ts';
export { wrap } from './render/wrap.ts';
export type { DetectionOutcome, DetectionState, RunReport } from './report.ts';
export { byRisk, type EntityRisk, isRisk, type RiskTotal, riskTime } from './risk.ts';
export { severityAtLeast } from './severity.ts';
export type { DetectionError, Summary } from './summary.ts';
export type { SuppressionOutcome } from './suppression.ts';
export { periodSeconds, toldFindings } from './throttle.ts';
export type { WhatIf, WhatIfEntity } from './what-if.ts';
