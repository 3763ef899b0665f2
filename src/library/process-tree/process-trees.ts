import { type ProcessNode, type ProcessStart, processTree } from '../../findings/index.ts';
import { drain } from '../drain.ts';
import { loadEntities } from '../entities.ts';
import { loadBuiltInContent, loadContent } from '../load-content.ts';
import { readEvents } from '../read.ts';
import { emptyTally, type Tally } from '../tally.ts';
import { type FindingSource, findingsFor } from '../timeline/findings-for.ts';
import { isInRange, resolveTimes } from '../times.ts';
import { openMarks } from './marks.ts';
import { narrowed } from './narrow.ts';
import { openStarts, type Starts } from './starts.ts';

export interface ProcessTreesOptions extends FindingSource {
  /** Only processes of this computer; its name may stand without its domain. */
  readonly onlyHost?: string;
  /** Only processes of this name, GUID or process id, with what started them and what they started. */
  readonly process?: string;
  /** Only trees around processes that findings are about. */
  readonly onlyMarked?: boolean;
}

export interface ProcessTrees {
  /** By host and then by time. */
  readonly roots: readonly ProcessNode[];
  /** Starts of processes that were read. */
  readonly starts: number;
  /** Those of them that were too many to be kept. */
  readonly dropped: number;
  readonly findings: number;
  /** Findings that are about none of the processes. */
  readonly unplaced: number;
  readonly tally: Tally;
}

/**
 * The processes of logs as trees, marked with findings. The logs are read twice where detections are run.
 *
 * @throws Problem as `hunt`; IN001 and IN014 for the files of findings.
 */
export async function processTrees(options: ProcessTreesOptions): Promise<ProcessTrees> {
  const marks = openMarks();
  let findings = 0;
  await drain(findingsFor(options), (finding) => {
    findings++;
    marks.add(finding);
  });
  const tally = emptyTally();
  const { starts, count } = await readStarts(options, tally);
  const marked = starts.map((start): ProcessStart => {
    const found = marks.of(start);
    return found.length === 0 ? start : { ...start, marks: found };
  });
  const roots = wantedTrees(processTree(marked), options);
  return { roots, starts: count, dropped: count - starts.length, findings, unplaced: marks.unplaced(), tally };
}

async function readStarts(options: ProcessTreesOptions, tally: Tally): Promise<Starts> {
  const times = resolveTimes(options);
  const content = await (options.content === undefined ? loadBuiltInContent() : loadContent(options.content));
  const run = options.findings === undefined ? quiet(options) : options;
  for (const problem of content.problems) run.onProblem?.(problem);
  const entities = await loadEntities(run, content);
  const starts = openStarts((start) => isOfHost(start, options.onlyHost));
  for await (const events of readEvents({ logs: options, times, run, tally, content, entities })) {
    for (const event of events) if (isInRange(event.time, times)) starts.add(event);
  }
  return starts;
}

/** What was told while detections were run is not told again. */
function quiet({ onProblem: _, onSkip: __, ...options }: ProcessTreesOptions): ProcessTreesOptions {
  return options;
}

function isOfHost({ host }: ProcessStart, wanted: string | undefined): boolean {
  if (wanted === undefined) return true;
  const [name, asked] = [host.toLowerCase(), wanted.toLowerCase()];
  return name === asked || name.startsWith(`${asked}.`);
}

function wantedTrees(roots: readonly ProcessNode[], options: ProcessTreesOptions): readonly ProcessNode[] {
  const { process: wanted, onlyMarked } = options;
  const marked = onlyMarked === true ? narrowed(roots, ({ process }) => process.marks !== undefined) : roots;
  return wanted === undefined ? marked : narrowed(marked, ({ process }) => isNamed(process, wanted));
}

function isNamed({ name, guid, pid }: ProcessStart, wanted: string): boolean {
  const asked = wanted.toLowerCase();
  const known = [name, name.replace(/\.exe$/i, ''), guid, guid?.replace(/^\{|\}$/g, ''), pid];
  return known.some((one) => one?.toLowerCase() === asked);
}
