import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { compare, missing } from './compare.ts';
import { publishedDetections } from './content.ts';
import type { Logs } from './logs.ts';
import { type BenchResult, type Measured, runChecked } from './measure.ts';
import { azuma, type Peer, rsigma, sigmaSqlite } from './peers.ts';
import { type BenchContext, CONTENT, karst, script } from './set.ts';

const PUBLISHED = fileURLToPath(new URL('../../shared/logs/sigma-regression', import.meta.url));
const QUESTION = 'hunt: engines that evaluate rules, whole processes';

/**
 * Other engines with the Sigma rules that lie beside the checkout, over the same EVTX as karst with all detections. The
 * rules are others and far fewer, and know no data models, no statistics and no joins: what is compared is the price of
 * looking for them, each engine on as many threads as it takes.
 */
export async function rules(logs: Logs, { folder, isQuick }: BenchContext): Promise<readonly BenchResult[]> {
  if (!existsSync(PUBLISHED)) return [missing(QUESTION, 'Sigma rules', 'there are none beside the checkout')];
  const to = path.join(folder, 'sigma');
  const count = copyRules(to);
  const engine = (name: string, peer: Peer | undefined) => {
    if (peer === undefined) return { name, skipped: 'it cannot be installed here' };
    return subject(`${peer.name}, ${count} rules`, logs, (file) => runChecked(peer.command, peer.args(file)));
  };
  const args = [karst(), 'hunt', ...logs.files, '--content', CONTENT, '--format', 'jsonl', '--quiet'];
  const subjects = [
    {
      name: `karst hunt, ${publishedDetections()} detections`,
      ...sizeOf(logs),
      run: () => runChecked(process.execPath, args),
    },
    engine('rsigma (Rust)', rsigma(to)),
    engine('Sigma rules as SQL over SQLite', sigmaSqlite(script('processes/sigma-sqlite.py'), to)),
    engine('azuma (PyPI)', azuma(script('processes/sigma-azuma.py'), to)),
  ];
  return compare(QUESTION, subjects, isQuick ? { runs: 1, warmUps: 0 } : { runs: 2, warmUps: 0 });
}

/** Each file in its turn. */
function subject(name: string, logs: Logs, run: (file: string) => Promise<Measured>) {
  const runAll = async (): Promise<Measured> => {
    const all: Measured[] = [];
    for (const file of logs.files) all.push(await run(file));
    return {
      cpuSeconds: all.reduce((sum, { cpuSeconds = 0 }) => sum + cpuSeconds, 0),
      peakMegabytes: Math.max(...all.map(({ peakMegabytes = 0 }) => peakMegabytes)),
    };
  };
  return { name, ...sizeOf(logs), run: runAll };
}

function sizeOf({ sizeBytes, events }: Logs): { readonly sizeBytes: number; readonly events: number } {
  return { sizeBytes, events };
}

/** Puts the rules side by side. @returns how many they are */
function copyRules(to: string): number {
  mkdirSync(to, { recursive: true });
  const files = readdirSync(PUBLISHED, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('rule.yml'),
  );
  for (const file of files)
    cpSync(path.join(PUBLISHED, file), path.join(to, `${path.basename(path.dirname(file))}.yml`));
  return files.length;
}
