import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { decode } from './decode.ts';
import { hunt } from './hunt.ts';
import { load } from './load.ts';
import { matchIndex } from './match-index.ts';
import { type BenchResult, machine, markdown } from './measure.ts';
import { plan } from './plan.ts';
import { readers, readJson, readXml } from './readers.ts';
import { rules } from './rules.ts';
import { scale } from './scale.ts';
import type { BenchContext, BenchSet } from './set.ts';
import { shapes } from './shapes.ts';
import { start } from './start.ts';
import { tests } from './tests.ts';
import { threads } from './threads.ts';
import { validate } from './validate.ts';

/** The sets by their names, in the order in which `--all` runs them. */
const SETS: Readonly<Record<string, BenchSet>> = {
  start,
  decode,
  'read-xml': readXml,
  'read-json': readJson,
  hunt,
  scale,
  threads,
  rules,
  'match-index': matchIndex,
  plan,
  shapes,
  load,
  validate,
  tests,
  readers,
};

const RESULTS = fileURLToPath(new URL('./results/', import.meta.url));

const USAGE = `npm run bench -- NAME... [--all] [--quick] [--huge] [--out FOLDER]

--all    every set
--quick  small inputs and one run: to see that sets work; written only with --out
--huge   also 10,000,000 events in scale
--out    where DATE-NAME.json and DATE-NAME.md are written (default: bench/results)

Sets, and the minutes that each takes on two idle processors:
${Object.entries(SETS)
  .map(([name, { minutes, about }]) => `  ${name.padEnd(11)} ${String(minutes).padStart(3)}  ${about}`)
  .join('\n')}
`;

async function main(): Promise<number> {
  const options = {
    all: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    huge: { type: 'boolean', default: false },
    out: { type: 'string' },
  } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const unknown = positionals.filter((name) => !(name in SETS));
  if (unknown.length > 0) {
    console.error(`there is no set ${unknown.join(', ')}\n\n${USAGE}`);
    return 2;
  }
  if (positionals.length === 0 && !values.all) {
    console.log(USAGE);
    return 0;
  }
  const out = values.out ?? (values.quick ? undefined : RESULTS);
  for (const [name, set] of Object.entries(SETS)) {
    if (!values.all && !positionals.includes(name)) continue;
    await runSet(name, set, { isQuick: values.quick, isHuge: values.huge }, out);
  }
  return 0;
}

/** Runs a set in a folder of its own, and tells and writes what it gave. */
async function runSet(
  name: string,
  set: BenchSet,
  options: Omit<BenchContext, 'folder'>,
  out: string | undefined,
): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), `karst-bench-${name}-`));
  try {
    console.error(`${name}: about ${options.isQuick ? 'a minute' : `${set.minutes} minutes`}`);
    const results = await set.run({ ...options, folder });
    const table = tableOf(results);
    console.log(`${table}\n`);
    if (out === undefined) return;
    const about = machine();
    const file = path.join(out, `${about['date']}-${name}`);
    await mkdir(out, { recursive: true });
    await writeFile(`${file}.md`, table);
    await writeFile(`${file}.json`, `${JSON.stringify({ machine: about, results }, null, 2)}\n`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function tableOf(results: readonly BenchResult[]): string {
  const about = Object.entries(machine()).map(([key, value]) => `${key}: ${value}`);
  return `${about.join(' · ')}\n\n${markdown(results)}\n`;
}

process.exitCode = await main();
