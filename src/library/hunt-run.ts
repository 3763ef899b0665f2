import { type Content, type Detection, loadTuning } from '../content/index.ts';
import type { KnownEntities } from '../events/index.ts';
import type { DetectionError, Finding, RunReport } from '../findings/index.ts';
import type { Problem } from '../shared/problem.ts';
import { type SearchParser, searchParser } from './content.ts';
import { type EntityOptions, loadEntities } from './entities.ts';
import { type FindingEvents, openFindingEvents } from './finding-events/finding-events.ts';
import { loadBuiltInContent, loadShownContent } from './load-content.ts';
import { type ContentModels, contentModels } from './models.ts';
import { type Notice, type NoticeSum, openNoticeSum } from './notice-sum.ts';
import type { LogOptions, ResourceOptions, RunOptions, TimeOptions } from './options.ts';
import { openRiskSum, type RiskSum } from './risk-sum.ts';
import { type DetectionSelection, selectDetections } from './selection.ts';
import { emptyTally, type Tally } from './tally.ts';
import { resolveTimes, type Times } from './times.ts';
import { applyTuning, openSuppressor, type Suppressor } from './tuning.ts';
import { openWhatIfSum, type RiskThreshold, type WhatIfSum } from './what-if.ts';

export interface HuntOptions extends LogOptions, EntityOptions, TimeOptions, ResourceOptions, RunOptions {
  /** Files and folders of content; later ones override earlier ones. Default: the pack that comes with karst. */
  readonly content?: readonly string[];
  /** The detections that are run. Default: all. */
  readonly select?: DetectionSelection;
  /** Files of tuning: macros, suppressions and exclusions beside the content. */
  readonly tuning?: readonly string[];
  /** Tells findings too that their detections say to throttle. Default: false. */
  readonly ignoreThrottling?: boolean;
  /** Thresholds of risk to try: the summary says which entities would reach them. */
  readonly whatIf?: readonly RiskThreshold[];
  /** Shows the events that findings were made of: so many of each, up to 1000. Default: none. */
  readonly events?: number;
}

/** What a hunt says at its end. */
export interface HuntReport extends RunReport {
  /** What is worth knowing and stopped nothing. */
  readonly notices: readonly Notice[];
}

export interface HuntResult extends HuntReport {
  /** By the name of the detection, then in the order of its rows. */
  readonly findings: readonly Finding[];
}

/** Results of a detection, counted. */
export interface Judged {
  readonly findings: number;
  readonly throttled: number;
  readonly suppressed: number;
}

/** The state of a hunt. */
export interface HuntRun {
  readonly options: HuntOptions;
  readonly times: Times;
  readonly content: Content;
  readonly parser: SearchParser;
  /** Those of its detections that are run. */
  readonly selected: readonly Detection[];
  readonly entities: KnownEntities | undefined;
  readonly models: ContentModels;
  readonly tally: Tally;
  readonly risk: RiskSum;
  readonly whatIf: WhatIfSum;
  readonly suppressor: Suppressor;
  readonly notices: NoticeSum;
  readonly errors: DetectionError[];
  readonly fail: (detection: Detection, problem: Problem) => void;
  readonly startedMs: number;
  /** What became of the results of each detection that has some. */
  readonly found: Map<Detection, Judged>;
  /** Absent where the events of findings are not asked for. */
  readonly events: FindingEvents | undefined;
}

/** Loads the content, and what is known beside it. @throws as `hunt` */
export async function openHuntRun(options: HuntOptions): Promise<HuntRun> {
  const startedMs = performance.now();
  const times = resolveTimes(options);
  const loaded = await (options.content === undefined ? loadBuiltInContent() : loadShownContent(options.content));
  const tuning = loadTuning(options.tuning ?? []);
  const { content, detections, warnings } = applyTuning(loaded, tuning);
  const parser = searchParser(content);
  const notices = openNoticeSum();
  for (const warning of warnings) notices.add(warning);
  const errors: DetectionError[] = content.problems.map((problem) => {
    options.onProblem?.(problem);
    const { file = '' } = problem.details;
    return { file, name: file, code: problem.code, message: problem.message };
  });
  const fail = ({ file, name }: Detection, problem: Problem): void => {
    options.onProblem?.(problem);
    errors.push({ file, name, code: problem.code, message: problem.message });
  };
  return {
    options,
    times,
    content,
    parser,
    selected: selectDetections(detections, options.select),
    entities: await loadEntities(options, content),
    models: contentModels(content, parser),
    tally: emptyTally(),
    risk: openRiskSum(),
    whatIf: openWhatIfSum(options.whatIf ?? []),
    suppressor: openSuppressor(tuning.suppressions, content, times, options),
    notices,
    errors,
    fail,
    startedMs,
    found: new Map(),
    events: options.events === undefined ? undefined : openFindingEvents(options.events),
  };
}
