import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  type Detection,
  type DetectionTest,
  loadDetectionFile,
  repositoryRootOf,
  withSidecar,
} from '../../../content/index.ts';
import { Problem } from '../../../shared/problem.ts';
import { attackDataOf, type Recording } from './recording.ts';
import { withTest } from './test-text.ts';

/** The name of the tests that are made. */
export const NAME = 'Recorded Test';

/** Recordings lie here, below the root of the repository. */
const FOLDER = 'tests/data';

/** Where things are written. */
export interface Target {
  /** Paths of the test's data count from here. */
  readonly root: string;
  /** The path of a recording below the root, without number and ending. */
  readonly data: string;
  /** The file that the test goes into. */
  readonly file: string;
  readonly isSidecar: boolean;
}

/** The formats before ESCU 6 have no key for the rows that are expected. */
export function targetOf({ file, generation }: Detection): Target {
  const root = repositoryRootOf(file) ?? path.dirname(path.resolve(file));
  const stem = path.basename(file).replace(/\.ya?ml$/i, '');
  const isSidecar = generation !== 'v6';
  const sidecar = path.join(path.dirname(file), `${stem}.karst.yml`);
  return { root, data: `${FOLDER}/${stem}`, file: isSidecar ? sidecar : file, isSidecar };
}

export function refuseOverwriting({ name, tests }: Detection, { root, data }: Target): void {
  if (tests.some((one) => one.name === NAME)) {
    throw new Problem('TE008', `"${name}" has a test "${NAME}"`, { hint: OVERWRITES });
  }
  refuseExisting(path.join(root, dataFile(data, 0)));
}

function refuseExisting(file: string): void {
  if (existsSync(file)) throw new Problem('TE008', `there is a recording ${file}`, { file, hint: OVERWRITES });
}

const OVERWRITES = '--force writes over it';

export function dataFile(data: string, at: number): string {
  return `${data}${at === 0 ? '' : `_${at + 1}`}.log`;
}

/** What is written, and where. */
export interface Writing {
  readonly detection: Detection;
  readonly target: Target;
  readonly index: string | undefined;
  /** Writes over a recording that is there. */
  readonly force: boolean;
  /** A folder for what is tried first. */
  readonly work: string;
}

/**
 * Writes recordings, and the test of them with the rows that it gives.
 *
 * @throws Problem TE007 where the test cannot be put into its file, TE008 for files that are there already
 */
export async function writeTest(
  recordings: readonly Recording[],
  rows: number,
  { detection, target, index, force, work }: Writing,
): Promise<{ readonly test: DetectionTest; readonly files: readonly string[] }> {
  const paths = recordings.map((_, at) => dataFile(target.data, at));
  const attackData = recordings.map((one, at) => attackDataOf(one, paths[at] ?? '', index));
  const test: DetectionTest = { name: NAME, type: 'unit', expectedResults: rows, attackData };
  const before = existsSync(target.file) ? await readFile(target.file, 'utf8') : '';
  const text = withTest(before, test, !target.isSidecar);
  if (text === undefined || !(await isWhole(text, test, { detection, target, work }))) {
    throw new Problem('TE007', `the tests of ${target.file} are not written as a block: no test can be added`, {
      file: detection.file,
      hint: 'write "tests:" on a line of its own, and each test below it',
    });
  }
  const files = paths.map((below) => path.join(target.root, below));
  if (!force) for (const file of files) refuseExisting(file);
  await mkdir(path.join(target.root, FOLDER), { recursive: true });
  for (const [at, { text: recorded }] of recordings.entries()) await writeFile(files[at] ?? '', recorded);
  await writeFile(target.file, text);
  return { test, files: [...files, target.file] };
}

/** Whether a file that is about to be written says the test that was added, and can be read at all. */
async function isWhole(
  text: string,
  { name }: DetectionTest,
  { detection, target, work }: Pick<Writing, 'detection' | 'target' | 'work'>,
): Promise<boolean> {
  const file = path.join(work, path.basename(detection.file));
  await writeFile(target.isSidecar ? path.join(work, path.basename(target.file)) : file, text);
  try {
    const read = target.isSidecar ? withSidecar({ ...detection, file }) : (await loadDetectionFile(file)).detection;
    return read.tests.some((one) => one.name === name);
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}
