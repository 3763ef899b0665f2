import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundled } from './bundled.ts';
import { type BenchResult, inTurn, runProcess } from './measure.ts';

const CONTENT = fileURLToPath(new URL('../../shared/content', import.meta.url));
const READER = fileURLToPath(new URL('./read-yaml.mjs', import.meta.url));
const QUESTION = 'plan: all detections of a published content';
const RUNS = 5;

/**
 * What does it take, as a whole process, to load a content, expand its searches, plan them and write their SQL? Beside
 * it a process that does no more than to read and parse the same YAML files.
 */
export async function plan(): Promise<readonly BenchResult[]> {
  if (!existsSync(CONTENT)) return [skipped('there is no content beside the checkout')];
  const subjects = [
    { name: 'Node, reading and parsing the YAML alone', script: READER },
    { name: 'karst: load, expand, plan, emit', script: bundled('plan-content.mjs') },
  ];
  const timings = await inTurn(
    RUNS,
    subjects.map(({ script }) => ({ run: () => checked(script) })),
  );
  const reference = timings[0]?.medianSeconds ?? 1;
  return timings.map((timing, index) => ({
    question: QUESTION,
    subject: subjects[index]?.name ?? '',
    ...timing,
    ...(index > 0 && { ratio: timing.medianSeconds / reference }),
  }));
}

async function checked(script: string): Promise<{ peakMegabytes?: number }> {
  const { exitCode, stderr, ...measured } = await runProcess(process.execPath, [script, CONTENT]);
  if (exitCode !== 0) throw new Error(`${script} failed: ${stderr}`);
  return measured;
}

function skipped(reason: string): BenchResult {
  const none = { medianSeconds: 0, minSeconds: 0, maxSeconds: 0, runs: 0 };
  return { question: QUESTION, subject: 'karst', ...none, skipped: reason };
}
