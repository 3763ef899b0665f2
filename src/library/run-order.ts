import type { Finding } from '../findings/index.ts';
import { holdFindings } from './held-findings.ts';
import { type InOrderOptions, inOrder } from './in-order.ts';

/** How detections are run. */
export interface RunSteps<T> extends InOrderOptions {
  readonly readsRisk: (candidate: T) => boolean;
  /** Whether it changes what others read: all before it are told before it is run, and those behind it wait. */
  readonly runsAlone: (candidate: T) => boolean;
  /** Runs some detections side by side. What comes of one is told in the order of the detections. */
  readonly run: (candidate: T) => Promise<Told>;
  /** Called once before those that read risk, where there are any: all the others have run, and were told. */
  readonly beforeRisk: () => Promise<void>;
  /** A path for the findings that have to wait. */
  readonly file: string;
}

/** Tells what came of a detection, and gives its findings. */
export type Told = () => Promise<readonly Finding[]>;

/**
 * Runs detections, and those that read risk after all others: they find it complete, and none reads that of another one
 * of them. The findings come in the order of the detections all the same.
 */
export async function* runInOrder<T>(candidates: readonly T[], steps: RunSteps<T>): AsyncGenerator<Finding> {
  const { readsRisk, beforeRisk, file } = steps;
  const firstReader = candidates.findIndex(readsRisk);
  const isWithout = firstReader === -1;
  for await (const findings of tellAll(isWithout ? candidates : candidates.slice(0, firstReader), steps)) {
    yield* findings;
  }
  if (isWithout) return;
  const rest = candidates.slice(firstReader);
  const held = holdFindings(file);
  const readers = tellAll(rest.filter(readsRisk), steps);
  try {
    const others = rest.filter((candidate) => !readsRisk(candidate));
    for await (const findings of tellAll(others, steps)) await held.add(findings);
    await beforeRisk();
    for (const candidate of rest) yield* readsRisk(candidate) ? ((await readers.next()).value ?? []) : held.take();
  } finally {
    await readers.return(undefined);
    await held.close();
  }
}

async function* tellAll<T>(
  candidates: readonly T[],
  steps: RunSteps<T>,
): AsyncGenerator<readonly Finding[], undefined> {
  for (const group of groupsOf(candidates, steps.runsAlone)) {
    for await (const tell of inOrder(group, steps, steps.run)) yield await tell();
  }
}

/** In their order, those that run alone by themselves. */
function* groupsOf<T>(candidates: readonly T[], runsAlone: (candidate: T) => boolean): Generator<readonly T[]> {
  let group: T[] = [];
  for (const candidate of candidates) {
    if (runsAlone(candidate)) {
      yield group;
      yield [candidate];
      group = [];
    } else {
      group.push(candidate);
    }
  }
  yield group;
}
