import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type BenchResult, inTurn, runProcess } from './measure.ts';

const CONTENT = fileURLToPath(new URL('../../shared/content', import.meta.url));
const KARST = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const READER = fileURLToPath(new URL('./read-yaml.mjs', import.meta.url));
const QUESTION = 'validate: every check of a published content';
const RUNS = 5;

/**
 * How long does `karst validate` take, as a whole process: load a content, run every check on it, have the database
 * plan each of its searches? Beside it a process that does no more than to read and parse the same YAML files.
 */
export async function validate(): Promise<readonly BenchResult[]> {
  if (!existsSync(CONTENT)) return [skipped('there is no content beside the checkout')];
  const subjects = [
    { name: 'Node, reading and parsing the YAML alone', args: [READER, CONTENT] },
    { name: 'karst validate', args: [KARST, 'validate', CONTENT, '--quiet', '--format', 'json'] },
  ];
  const timings = await inTurn(
    RUNS,
    subjects.map(({ args }) => ({ run: () => checked(args) })),
  );
  const reference = timings[0]?.medianSeconds ?? 1;
  return timings.map((timing, index) => ({
    question: QUESTION,
    subject: subjects[index]?.name ?? '',
    ...timing,
    ...(index > 0 && { ratio: timing.medianSeconds / reference }),
  }));
}

/** Exit code 1 says that the content has errors, which it has. */
async function checked(args: readonly string[]): Promise<{ peakMegabytes?: number }> {
  const { exitCode, stderr, ...measured } = await runProcess(process.execPath, args);
  if (exitCode > 1) throw new Error(`${args.join(' ')} failed: ${stderr}`);
  return measured;
}

function skipped(reason: string): BenchResult {
  const none = { medianSeconds: 0, minSeconds: 0, maxSeconds: 0, runs: 0 };
  return { question: QUESTION, subject: 'karst', ...none, skipped: reason };
}
