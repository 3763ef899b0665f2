import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type Content,
  type Detection,
  type DetectionTest,
  repositoryRootOf,
  withSidecar,
} from '../../../content/index.ts';
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
import { attackDataOf, type Recording, recordingsOf } from './recording.ts';
import { withTest } from './test-text.ts';

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

/** The name of the tests that are made. */
const NAME = 'Recorded Test';

/** Recordings lie here, below the root of the repository. */
const FOLDER = 'tests/data';

/**
 * Makes a test of logs in which a detection fires: keeps the fewest events with which the test passes, writes them down
 * in the form in which the test reads them, and adds the test to the detection (ESCU 6) or to its sidecar.
 *
 * @throws Problem TE007 for a detection that no test can be made for, TE008 for files that are there already, CT001 to
 * CT005 for the content, SPL1xx to SPL3xx for the search, IN001 and IN012 for the logs; and the reason of the signal
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
  const work = await mkdtemp(path.join(options.tempDir ?? tmpdir(), 'karst-new-'));
  try {
    const trial = openTrial(detection, { name: NAME, type: 'unit', attackData: [] }, bench);
    const planned = await planTrial(trial);
    const evidence = await gatherEvidence(trial, planned, options.from);
    refuseNothing(evidence, planned, trial);
    const tries: Tries = { detection, bench, work, index: options.from.index };
    const start = await firstThatFires(evidence, tries);
    const trimmed = await ddmin(start, async (part) => (await rowsOf(part, tries)) > 0, options.limits ?? LIMITS);
    const rows = await rowsOf(trimmed.items, tries);
    const written = await write(recordingsOf(trimmed.items), rows, { detection, target, options });
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

/** Where things are written. */
interface Target {
  /** Paths of the test's data count from here. */
  readonly root: string;
  /** The path of a recording below the root, without number and ending. */
  readonly data: string;
  /** The file that the test goes into. */
  readonly file: string;
  readonly isSidecar: boolean;
}

/** The formats before ESCU 6 have no key for the rows that are expected. */
function targetOf({ file, generation }: Detection): Target {
  const root = repositoryRootOf(file) ?? path.dirname(path.resolve(file));
  const stem = path.basename(file).replace(/\.ya?ml$/i, '');
  const isSidecar = generation !== 'v6';
  const sidecar = path.join(path.dirname(file), `${stem}.karst.yml`);
  return { root, data: `${FOLDER}/${stem}`, file: isSidecar ? sidecar : file, isSidecar };
}

function refuseOverwriting({ name, tests }: Detection, { root, data }: Target): void {
  if (tests.some((one) => one.name === NAME)) {
    throw new Problem('TE008', `"${name}" has a test "${NAME}"`, { hint: OVERWRITES });
  }
  refuseExisting(path.join(root, dataFile(data, 0)));
}

function refuseExisting(file: string): void {
  if (existsSync(file)) throw new Problem('TE008', `there is a recording ${file}`, { file, hint: OVERWRITES });
}

const OVERWRITES = '--force writes over it';

function dataFile(data: string, at: number): string {
  return `${data}${at === 0 ? '' : `_${at + 1}`}.log`;
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
  readonly index: string | undefined;
}

async function firstThatFires({ sets }: Evidence, tries: Tries): Promise<readonly FindingEvent[]> {
  for (const set of sets) if ((await rowsOf(set, tries)) > 0) return set;
  throw new Problem('TE007', `"${tries.detection.name}" does not find its events once they are written down`, {
    file: tries.detection.file,
    hint: 'the form of these logs cannot be written event by event (tables with a header); cut the logs by hand',
  });
}

/** How many rows the test gives with these events; 0 also where it would not pass. */
async function rowsOf(events: readonly FindingEvent[], { detection, bench, work, index }: Tries): Promise<number> {
  const recordings = recordingsOf(events);
  const files: string[] = [];
  for (const [at, { text }] of recordings.entries()) {
    const file = path.join(work, dataFile('recording', at));
    await writeFile(file, text);
    files.push(file);
  }
  const attackData = recordings.map((one, at) => attackDataOf(one, files[at] ?? '', index));
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

async function write(
  recordings: readonly Recording[],
  rows: number,
  { detection, target, options }: { detection: Detection; target: Target; options: NewTestOptions },
): Promise<Pick<NewTest, 'test' | 'files'>> {
  const { from, force } = options;
  const paths = recordings.map((_, at) => dataFile(target.data, at));
  const attackData = recordings.map((one, at) => attackDataOf(one, paths[at] ?? '', from.index));
  const test: DetectionTest = { name: NAME, type: 'unit', expectedResults: rows, attackData };
  const before = existsSync(target.file) ? await readFile(target.file, 'utf8') : '';
  const text = withTest(before, test, !target.isSidecar);
  if (text === undefined) {
    throw new Problem('TE007', `the tests of ${target.file} are not written as a block: no test can be added`, {
      file: detection.file,
      hint: 'write "tests:" on a line of its own, and each test below it',
    });
  }
  const files = paths.map((below) => path.join(target.root, below));
  if (force !== true) for (const file of files) refuseExisting(file);
  await mkdir(path.join(target.root, FOLDER), { recursive: true });
  for (const [at, { text: recorded }] of recordings.entries()) await writeFile(files[at] ?? '', recorded);
  await writeFile(target.file, text);
  return { test, files: [...files, target.file] };
}
