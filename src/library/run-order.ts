import type { Finding } from '../findings/index.ts';
import { holdFindings } from './held-findings.ts';

/** How detections are run one after the other. */
export interface RunSteps<T> {
  readonly readsRisk: (candidate: T) => boolean;
  readonly run: (candidate: T) => Promise<readonly Finding[]>;
  /** Called once before those that read risk, where there are any: all the others have run. */
  readonly beforeRisk: () => Promise<void>;
  /** A path for the findings that have to wait. */
  readonly file: string;
}

/**
 * Runs detections, and those that read risk after all others: they find it complete, and none reads that of another one
 * of them. The findings come in the order of the detections all the same.
 */
export async function* runInOrder<T>(candidates: readonly T[], steps: RunSteps<T>): AsyncGenerator<Finding> {
  const { readsRisk, run, beforeRisk, file } = steps;
  const firstReader = candidates.findIndex(readsRisk);
  const isWithout = firstReader === -1;
  for (const candidate of isWithout ? candidates : candidates.slice(0, firstReader)) yield* await run(candidate);
  if (isWithout) return;
  const rest = candidates.slice(firstReader);
  const held = holdFindings(file);
  try {
    for (const candidate of rest) if (!readsRisk(candidate)) await held.add(await run(candidate));
    await beforeRisk();
    for (const candidate of rest) yield* readsRisk(candidate) ? await run(candidate) : held.take();
  } finally {
    await held.close();
  }
}
