import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Content, type Detection, type DetectionTest, withSidecar } from '../../../content/index.ts';
import type { FindingEvent } from '../../../findings/index.ts';
import { Problem } from '../../../shared/problem.ts';
import { searchParser } from '../../content.ts';
import { loadEveryFile } from '../../load-content.ts';
import { fillingBaselines } from '../../lookup-baselines.ts';
import type { LogOptions, ResourceOptions, RunOptions, TimeOptions } from '../../options.ts';
import { sessionOptions } from '../../session-options.ts';
import { resolveTimes } from '../../times.ts';
import { openSessionPool } from '../session-pool.ts';
import { openTrial, type PlannedTrial, planTrial, searchFiles, type Trial, type TrialBench } from '../trial.ts';
import { judge } from '../verdict.ts';
import { whatWasRead } from '../why-empty.ts';
import { ddmin, type TrimLimits } from './ddmin.ts';
import { type Evidence, gatherEvidence } from './evidence.ts';
import { attackDataOf, recordingsOf } from './recording.ts';
import { dataFile, NAME, refuseOverwriting, targetOf, writeTest } from './write-test.ts';

export interface NewTestOptions extends ResourceOptions, RunOptions, Pick<TimeOptions, 'now' | 'timezone'> {
  /** The file of the detection. */
  readonly detection: string;
  /** Logs in which it fires. An index that is given is that of the test. */
  readonly from: LogOptions;
  /** Macros and lookups beside those of the repository that the detection lies in. */
  readonly content?: readonly string[];
  /** Writes over a recording and a test of the same name. Default: false. */
  readonly force?: boolean;
  /** How long events are left out to find fewer that are enough. Default: 500 runs of the test, two minutes. */
  readonly limits?: TrimLimits;
}

/** A test that was made, and written. */
export interface NewTest {
  readonly detection: Detection;
  readonly test: DetectionTest;
  /** What was written: the recordings, then the file with the test. */
  readonly files: readonly string[];
  readonly events: {
    /** In the logs. */
    readonly read: number;
    /** That the detection could have fired on. */
    readonly before: number;
    /** In the recording. */
    readonly after: number;
  };
  /** How often the test was run to find fewer events. */
  readonly runs: number;
  /** Each event is needed; false where a limit ended the search. */
  readonly isSmallest: boolean;
  readonly seconds: number;
}

const LIMITS: TrimLimits = { runs: 500, ms: 120_000 };

/**
 * Makes a test of logs in which a detection fires: keeps the fewest events with which the test passes, writes them down
 * in the form in which the test reads them, and adds the test to the detection (ESCU 6) or to its sidecar.
 *
 * @throws Problem TE007 for a detection that no test can be made for, TE008 for files that are there already, CT001 to
 * CT005 for the content, SPL1xx to SPL3xx for the search, IN001 and IN012 for the logs, EN004 where there is no place to
 * work in; and the reason of the signal
 */
export async function newTest(options: NewTestOptions): Promise<NewTest> {
  const startedMs = performance.now();
  const { detection, content } = await loadOne(options);
  const target = targetOf(detection);
  if (options.force !== true) refuseOverwriting(detection, target);
  const times = resolveTimes(options);
  const parser = searchParser(content);
  const sessions = openSessionPool(sessionOptions(options, times));
  const bench = { content, parser, filling: fillingBaselines(content, parser), times, sessions, run: options };
  const work = await workFolder(options.tempDir);
  try {
    const trial = openTrial(detection, { name: NAME, type: 'unit', attackData: [] }, bench);
    const planned = await planTrial(trial);
    const evidence = await gatherEvidence(trial, planned, options.from);
    refuseNothing(evidence, planned, trial);
    const tries: Tries = { detection, bench, work, from: options.from };
    const start = await firstThatFires(evidence, tries);
    const trimmed = await ddmin(start, async (part) => (await rowsOf(part, tries)) > 0, options.limits ?? LIMITS);
    const rows = await rowsOf(trimmed.items, tries);
    const written = await writeTest(recordingsOf(trimmed.items, options.from.logs), rows, {
      detection,
      target,
      index: options.from.index,
      force: options.force === true,
      work,
    });
    const before = Math.max(...evidence.sets.map((set) => set.length));
    return {
      detection,
      ...written,
      events: { read: trial.tally.events, before, after: trimmed.items.length },
      runs: trimmed.runs,
      isSmallest: trimmed.isSmallest,
      seconds: (performance.now() - startedMs) / 1000,
    };
  } finally {
    await sessions.close();
    await rm(work, { recursive: true, force: true });
  }
}

async function loadOne(options: NewTestOptions): Promise<{ detection: Detection; content: Content }> {
  const { detection: file, content: more = [], onProblem } = options;
  const content = await loadEveryFile([file], more, onProblem ?? (() => undefined));
  const [problem] = content.problems;
  if (problem !== undefined) throw problem;
  const [detection, other] = content.detections;
  if (detection !== undefined && other === undefined) return { detection: withSidecar(detection), content };
  throw new Problem('CLI001', `${file} is ${detection === undefined ? 'no detection' : 'more than one detection'}`, {
    hint: 'name the file of one detection',
  });
}

/** @throws Problem EN004 */
async function workFolder(parent: string = tmpdir()): Promise<string> {
  try {
    await mkdir(parent, { recursive: true });
    return await mkdtemp(path.join(parent, 'karst-new-'));
  } catch (cause) {
    const hint = 'name a folder that can be written with --temp-dir';
    throw new Problem('EN004', `the temporary folder ${parent} cannot be written`, { cause, hint });
  }
}

function refuseNothing({ rows }: Evidence, { candidate }: PlannedTrial, { detection, tally, seen }: Trial): void {
  if (rows.length === 0) {
    const hint = whatWasRead(candidate, tally, seen).join('; ');
    throw new Problem('TE007', `"${detection.name}" found nothing in these logs`, { file: detection.file, hint });
  }
  const { status, reason } = judge({ count: rows.length, first: rows }, detection.risk, undefined);
  if (status === 'pass') return;
  const hint = 'karst explain --why shows where the fields go';
  throw new Problem('TE007', `a test of "${detection.name}" would not pass: ${reason}`, { file: detection.file, hint });
}

/** What it takes to try a set of events. */
interface Tries {
  readonly detection: Detection;
  readonly bench: TrialBench;
  /** A folder for recordings on trial. */
  readonly work: string;
  readonly from: LogOptions;
}

async function firstThatFires({ sets }: Evidence, tries: Tries): Promise<readonly FindingEvent[]> {
  for (const set of sets) if ((await rowsOf(set, tries)) > 0) return set;
  throw new Problem('TE007', `"${tries.detection.name}" does not find its events once they are written down`, {
    file: tries.detection.file,
    hint: 'the form of these logs cannot be written event by event (tables with a header); cut the logs by hand',
  });
}

/** How many rows the test gives with these events; 0 also where it would not pass. */
async function rowsOf(events: readonly FindingEvent[], { detection, bench, work, from }: Tries): Promise<number> {
  const recordings = recordingsOf(events, from.logs);
  const files: string[] = [];
  for (const [at, { text }] of recordings.entries()) {
    const file = path.join(work, dataFile('recording', at));
    await writeFile(file, text);
    files.push(file);
  }
  const attackData = recordings.map((one, at) => attackDataOf(one, files[at] ?? '', from.index));
  const trial = openTrial(detection, { name: NAME, type: 'unit', attackData }, bench);
  try {
    const results = await searchFiles(trial, files, await planTrial(trial));
    return judge(results, detection.risk, undefined).status === 'pass' ? results.count : 0;
  } catch (error) {
    bench.run.signal?.throwIfAborted();
    if (error instanceof Problem && error.code !== 'EN004') return 0; // Without these events it cannot even be run.
    throw error;
  }
}
