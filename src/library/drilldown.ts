import type { Content, Detection } from '../content/index.ts';
import { type Drilldown, drilldowns, type Finding } from '../findings/index.ts';
import { demand, type Row } from '../language/index.ts';
import { nearest } from '../shared/nearest.ts';
import { Problem } from '../shared/problem.ts';
import { searchParser } from './content.ts';
import { readFindings } from './finding-lines.ts';
import { loadBuiltInContent, loadContent } from './load-content.ts';
import { checkSearch, openLoaded, type RunningOptions, runChecked, type SearchContent } from './loaded.ts';
import { contentLookups } from './lookups.ts';
import { contentModels } from './models.ts';
import type { LogOptions, ResourceOptions, RunOptions, TimeText } from './options.ts';
import type { Tally } from './tally.ts';
import { resolveTimes, type Times } from './times.ts';

export interface DrilldownOptions extends Pick<RunOptions, 'onProblem'> {
  /** A file of JSON lines that a hunt wrote. */
  readonly findings: string;
  /** Which of them, from 1. */
  readonly number: number;
  /** Files and folders of content, where the detection is looked for. Default: the pack that comes with karst. */
  readonly content?: readonly string[];
}

/** The drilldowns of one finding. */
export interface FindingDrilldowns {
  readonly finding: Finding;
  readonly detection: Detection;
  readonly drilldowns: readonly Drilldown[];
  readonly content: Content;
}

/**
 * The drilldown searches of a finding in a file, filled in with its values.
 *
 * @throws Problem IN001 and IN014 for the file, CLI001 where it has fewer findings, CT001 for the content, CT008 where the
 * content does not have the detection
 */
export async function findDrilldowns(options: DrilldownOptions): Promise<FindingDrilldowns> {
  const { findings, number, onProblem } = options;
  const finding = await findingAt(findings, number, (problem) => onProblem?.(problem));
  const content = await (options.content === undefined ? loadBuiltInContent() : loadContent(options.content));
  for (const problem of content.problems) onProblem?.(problem);
  const detection = detectionOf(finding, content);
  return { finding, detection, drilldowns: drilldowns(finding, detection), content };
}

async function findingAt(file: string, number: number, onProblem: (problem: Problem) => void): Promise<Finding> {
  let count = 0;
  for await (const finding of readFindings([file], onProblem, undefined)) if (++count === number) return finding;
  const found = count === 1 ? 'one finding' : count === 0 ? 'no finding' : `${count} findings`;
  throw new Problem('CLI001', `${file} has ${found}: there is no number ${number}`, {
    hint: 'findings are counted from 1, in the order of the file',
  });
}

/** The detection with the finding's id, else the one with its name. */
function detectionOf({ detection: { id, name } }: Finding, { detections }: Content): Detection {
  const found = detections.find((one) => id !== null && one.id === id) ?? detections.find((one) => one.name === name);
  if (found !== undefined) return found;
  const names = detections.map((one) => one.name);
  const near = nearest(name, names);
  const hint =
    near === undefined ? 'name the content that was hunted with: --content PATH' : `the nearest is "${near}"`;
  throw new Problem('CT008', `the content has no detection "${name}"`, { hint });
}

export interface DrillOptions extends LogOptions, ResourceOptions, RunOptions {
  /** The file that the finding stands in: what it says of risk can be searched too. */
  readonly findings: string;
  readonly timezone?: string;
  /** What `now()` is. Default: an hour after the range of each search. */
  readonly now?: TimeText;
}

/** A drilldown that is run. */
export interface DrilldownRun extends Pick<RunningOptions, 'onColumns' | 'onNotice'> {
  readonly drilldown: Drilldown;
}

/** Logs that drilldowns are run over. */
export interface Driller {
  readonly tally: Tally;
  /** @throws as `search` */
  run(one: DrilldownRun): AsyncGenerator<Row>;
  close(): Promise<void>;
}

/**
 * Reads logs, and the findings as events of the risk index, for drilldowns.
 *
 * @throws Problem SPL1xx to SPL3xx for one of the searches; IN001 and IN012 for the logs, EN004 and EN005 as `search`;
 * and the reason of the signal
 */
export async function openDriller(
  { content }: Pick<FindingDrilldowns, 'content'>,
  drilled: readonly Drilldown[],
  options: DrillOptions,
): Promise<Driller> {
  const given: SearchContent = {
    content,
    entities: undefined,
    parser: searchParser(content),
    lookups: contentLookups(content, undefined),
    models: contentModels(content),
    hasInput: false,
  };
  const checked = new Map<Drilldown, Awaited<ReturnType<typeof checkSearch>>>();
  for (const one of drilled) checked.set(one, await checkSearch(one.search, given, timesOf(one, options)));
  const logs = [...new Set([...options.logs, options.findings])];
  const reading = resolveTimes({ ...zone(options), ...(options.now !== undefined && { now: options.now }) });
  const needed = demand([...checked.values()].flatMap(({ plans }) => plans));
  const loaded = await openLoaded({ ...options, content: [], logs }, given, reading, given.lookups.load, needed);
  return {
    tally: loaded.tally,
    run: async function* ({ drilldown, ...running }) {
      const search = checked.get(drilldown);
      if (search === undefined) throw new Error('a drilldown is run that was not prepared');
      try {
        yield* runChecked(search, loaded, timesOf(drilldown, options), { ...running, ...signalOf(options) });
      } finally {
        await loaded.session.dropStages();
      }
    },
    close: () => loaded.session.close(),
  };
}

/** People drill down later: what was found is an hour old, as searches for the days before a finding expect. */
const AFTERWARDS_SECONDS = 3600;

function timesOf({ earliest, latest }: Drilldown, options: DrillOptions): Times {
  const now = options.now ?? (latest === null ? undefined : latest + AFTERWARDS_SECONDS);
  return resolveTimes({
    ...zone(options),
    ...(now !== undefined && { now }),
    ...(earliest !== null && { earliest }),
    ...(latest !== null && { latest }),
  });
}

function zone({ timezone }: DrillOptions): Pick<DrillOptions, 'timezone'> {
  return timezone === undefined ? {} : { timezone };
}

function signalOf({ signal }: DrillOptions): Pick<RunningOptions, 'signal'> {
  return signal === undefined ? {} : { signal };
}
