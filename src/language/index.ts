export type {
  AggregateCall,
  Assignment,
  CommandNode,
  EvalExpr,
  Expansion,
  ExpansionPiece,
  FieldName,
  MacroDefinition,
  MacroLookup,
  ParsedSearch,
  Pipeline,
  SavedSearches,
  SearchExpr,
  SearchValue,
} from './ast.ts';
export type { CommandDefinition, CommandDoc } from './commands/define.ts';
export { COMMANDS, type Command, commandNamed, commandNames, commandOf } from './commands/index.ts';
export {
  EVAL_FUNCTIONS,
  evalFunction,
  evalFunctionNames,
  type FunctionDoc,
  type FunctionSignature,
  PERCENTILE_FUNCTIONS,
  STATS_FUNCTIONS,
  statsFunction,
  statsFunctionNames,
} from './functions/names.ts';
export {
  type AggregateName,
  type Column,
  type Expr,
  FUNCTIONS,
  type FunctionName,
  HIDDEN,
  isHidden,
  LINEAGE,
  type Named,
  type NamedAggregate,
  type NamedWindow,
  type OrderKey,
  type Plan,
  type Row,
  type Schema,
  SEQUENCE,
  type Source,
  type Value,
  type ValueType,
} from './ir.ts';
export { lex, type Token, type TokenKind } from './lex/lex.ts';
export { type ExpandOptions, expandMacros } from './macros/expand.ts';
export { type Location, locate } from './macros/locate.ts';
export type { Model, Models } from './models/model.ts';
export { isTrained, modelName } from './models/model.ts';
export { openModels } from './models/store.ts';
export { modelsTrained } from './models/trained.ts';
export { type Analysis, openAnalysis } from './notices/analysis.ts';
export { indexesNamed } from './notices/indexes.ts';
export { fieldNotices, fieldsWritten, type KnownValues, valueNotices, warningNotice } from './notices/names.ts';
export { type AnyNode, nodesOf } from './notices/nodes.ts';
export { wordNotices } from './notices/words.ts';
export { parseEval, parseSearchExpression } from './parse/fragments.ts';
export { asTyped, type ParseOptions, parse } from './parse/parse.ts';
export { isBarren } from './plan/barren.ts';
export type {
  Catalog,
  DatasetSchema,
  LookupMatching,
  LookupTable,
  LookupWriting,
  PipelineObserver,
  PlanContext,
  PlanEnvironment,
  PlannedStage,
  PlanObserver,
  RowTransform,
  WarningDetails,
} from './plan/context.ts';
export {
  type Demand,
  demand,
  type FieldDemand,
  fieldsNamed,
  type ScanDemand,
  scanDemands,
  scansOf,
} from './plan/demand.ts';
export { describePlan } from './plan/describe.ts';
export type { Condition, Gate, Wanted } from './plan/gate.ts';
export { joinDemands } from './plan/join-demands.ts';
export { LINEAGE_LIMIT, LINEAGE_UNKNOWN } from './plan/lineage.ts';
export { type LineageEnvironment, lineageEnvironment } from './plan/lineage-environment.ts';
export { isLookupScript, LOOKUP_SCRIPTS, type LookupScriptName, scriptColumns } from './plan/lookup-scripts.ts';
export type { Meeting, Met } from './plan/meeting.ts';
export { type OpenEnvironment, type OpenEnvironmentOptions, openEnvironment } from './plan/open.ts';
export { optimise } from './plan/optimise.ts';
export { plan } from './plan/plan.ts';
export { prune } from './plan/prune.ts';
export {
  COUNT,
  commonestKeys,
  commonestValues,
  FAILED,
  FEWEST,
  failingAlone,
  figures,
  GREATEST,
  howMany,
  isOnlyFiltered,
  judged,
  keepsCount,
  LEAST,
  MATCHED,
  MISSED_BY,
  meetingCounts,
  nearest as nearestRows,
  PASSING,
  PRESENT,
  SAMPLE_HOST,
  SAMPLE_RAW,
  SAMPLE_TIME,
  SAMPLED,
  sample,
  VALUE,
  WITH_KEYS,
  withValue,
} from './plan/questions.ts';
export { xmlValues } from './plan/xml-leaves.ts';
export { compileRegex, type RegexMatcher, regexMatcher } from './regex/index.ts';
export { relativeTime, resolveTime } from './time/modifier.ts';
export { fromWallClock, toWallClock } from './time/zone.ts';
