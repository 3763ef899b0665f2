/** One reader of untrusted input, run on the input that a seed makes. It throws where the reader misbehaves. */
export interface FuzzTarget {
  readonly name: string;
  run(seed: number): Promise<void>;
}

/** Far above what any input takes on a slow machine, far below a hang. */
const MAX_SECONDS = 5;

/** Runs what must end in time. */
export async function withinTime(run: () => Promise<void>): Promise<void> {
  const start = performance.now();
  await run();
  const seconds = (performance.now() - start) / 1000;
  if (seconds > MAX_SECONDS) throw new Error(`took ${seconds.toFixed(1)} s`);
}
