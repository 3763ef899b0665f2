import { parseArgs } from 'node:util';
import { TARGETS } from './targets.ts';

/** `npm run fuzz -- [--runs N] [--target NAME] [--seed S]`: N inputs for each target, from seed S on. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { runs: { type: 'string' }, target: { type: 'string' }, seed: { type: 'string' } },
  });
  const runs = Number(values.runs ?? 10_000);
  const first = Number(values.seed ?? 1);
  const targets = TARGETS.filter(({ name }) => values.target === undefined || name === values.target);
  if (targets.length === 0 || !Number.isInteger(runs) || !Number.isInteger(first)) {
    console.error(`targets: ${TARGETS.map(({ name }) => name).join(', ')}`);
    return 2;
  }
  let total = 0;
  let failed = 0;
  for (const { name, run } of targets) {
    const start = performance.now();
    for (let seed = first; seed < first + runs; seed++) {
      await run(seed).catch((error: unknown) => {
        failed++;
        console.error(`${name}, seed ${seed}:`, error);
      });
    }
    total += runs;
    console.log(`${name}: ${runs} inputs in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  }
  console.log(`${total} inputs, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main();
