import { type BenchResult, inTurn, type Timed, type Timing } from './measure.ts';

/** One that answers a question, with the work that its throughput is counted by. */
export interface Subject extends Timed {
  readonly name: string;
  readonly sizeBytes?: number;
  readonly events?: number;
}

/** One that cannot be measured here, and why: it is told, not left out. */
export interface Missing {
  readonly name: string;
  readonly skipped: string;
}

export interface CompareOptions {
  readonly runs: number;
  /** Rounds that are not counted. Default: 1. */
  readonly warmUps?: number;
  /** The name of the subject that the others are held against. Default: the first that is measured. */
  readonly reference?: string;
}

/** Times the subjects of one question in turn. */
export async function compare(
  question: string,
  subjects: readonly (Subject | Missing)[],
  { runs, warmUps, reference }: CompareOptions,
): Promise<readonly BenchResult[]> {
  const present = subjects.filter((subject): subject is Subject => !('skipped' in subject));
  console.error(`${question}: ${present.length} subjects, ${runs} runs`);
  const timings = await inTurn(runs, present, warmUps);
  const held = Math.max(
    0,
    present.findIndex(({ name }) => name === reference),
  );
  return subjects.map((subject) => {
    if ('skipped' in subject) return missing(question, subject.name, subject.skipped);
    const at = present.indexOf(subject);
    return result(question, subject, timings[at], at === held ? undefined : timings[held]);
  });
}

/** A row without a figure. */
export function missing(question: string, subject: string, skipped: string): BenchResult {
  return { question, subject, medianSeconds: 0, minSeconds: 0, maxSeconds: 0, runs: 0, skipped };
}

/** @param reference absent for the one that others are held against */
export function result(
  question: string,
  { name, sizeBytes, events }: Omit<Subject, 'run'>,
  timing: Timing | undefined,
  reference?: Timing,
): BenchResult {
  if (timing === undefined) throw new Error('a subject without a timing');
  const seconds = timing.medianSeconds;
  const hasCpu = timing.cpuSeconds !== undefined && reference?.cpuSeconds !== undefined;
  return {
    question,
    subject: name,
    ...timing,
    ...(sizeBytes !== undefined && { megabytesPerSecond: sizeBytes / 1e6 / seconds }),
    ...(events !== undefined && { eventsPerSecond: events / seconds }),
    ...(reference !== undefined && { ratio: seconds / reference.medianSeconds }),
    ...(hasCpu && { cpuRatio: (timing.cpuSeconds ?? 0) / (reference.cpuSeconds ?? 1) }),
  };
}
