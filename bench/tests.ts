import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BenchResult, inTurn, runProcess } from './measure.ts';
import { writeRepository } from './tests/repository.ts';

const KARST = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const READER = fileURLToPath(new URL('./read-tests.mjs', import.meta.url));
const DETECTIONS = Number(process.env['TESTS_DETECTIONS'] ?? 500);
const RUNS = 3;

/**
 * How many detections does `karst test` test in a second, whole process, over a repository with a small recording for
 * each? Beside it a process that does no more than to read and parse the same files.
 */
export async function tests(): Promise<readonly BenchResult[]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'karst-bench-'));
  try {
    writeRepository(folder, DETECTIONS);
    const subjects = [
      { name: 'Node, reading and parsing the files alone', args: [READER, folder] },
      { name: 'karst test', args: [KARST, 'test', '--content', folder] },
      { name: 'karst test --jobs 1', args: [KARST, 'test', '--content', folder, '--jobs', '1'] },
    ];
    const timings = await inTurn(
      RUNS,
      subjects.map(({ args }) => ({ run: () => checked(args) })),
    );
    const reference = timings[0]?.medianSeconds ?? 1;
    return timings.map((timing, index) => ({
      question: `tests: a repository of ${DETECTIONS} detections (events/s: detections/s)`,
      subject: subjects[index]?.name ?? '',
      ...timing,
      eventsPerSecond: DETECTIONS / timing.medianSeconds,
      ...(index > 0 && { ratio: timing.medianSeconds / reference }),
    }));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function checked(args: readonly string[]): Promise<{ peakMegabytes?: number }> {
  const { exitCode, stderr, ...measured } = await runProcess(process.execPath, args);
  if (exitCode !== 0) throw new Error(`${args.join(' ')} failed: ${stderr}`);
  return measured;
}
