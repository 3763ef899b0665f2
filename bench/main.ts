import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { evtx } from './evtx.ts';
import { hunt } from './hunt.ts';
import { load } from './load.ts';
import { type BenchResult, machine, markdown } from './measure.ts';
import { plan } from './plan.ts';
import { readers } from './readers.ts';
import { shapes } from './shapes.ts';
import { tests } from './tests.ts';
import { validate } from './validate.ts';

/** Every benchmark by its name: `npm run bench -- [NAME...] [--write]`. */
const BENCHMARKS: Readonly<Record<string, () => Promise<readonly BenchResult[]>>> = {
  evtx,
  load,
  hunt,
  plan,
  readers,
  shapes,
  tests,
  validate,
};

const RESULTS = fileURLToPath(new URL('./results/', import.meta.url));

/** Runs the benchmarks named, or all; `--write` keeps the figures in bench/results/ with machine and versions. */
async function main(args: readonly string[]): Promise<number> {
  const names = args.filter((arg) => !arg.startsWith('--'));
  const unknown = names.filter((name) => !(name in BENCHMARKS));
  if (unknown.length > 0) {
    console.error(`no benchmark ${unknown.join(', ')}; there are ${Object.keys(BENCHMARKS).join(', ')}`);
    return 2;
  }
  const results: BenchResult[] = [];
  for (const [name, run] of Object.entries(BENCHMARKS)) {
    if (names.length === 0 || names.includes(name)) results.push(...(await run()));
  }
  const about = machine();
  const table = `${Object.entries(about)
    .map(([key, value]) => `${key}: ${value}`)
    .join(' · ')}\n\n${markdown(results)}\n`;
  console.log(table);
  if (args.includes('--write')) {
    const file = path.join(RESULTS, `${about['date']}${names.length === 0 ? '' : `-${names.join('-')}`}`);
    await mkdir(RESULTS, { recursive: true });
    await writeFile(`${file}.md`, table);
    await writeFile(`${file}.json`, `${JSON.stringify({ machine: about, results }, null, 2)}\n`);
  }
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
