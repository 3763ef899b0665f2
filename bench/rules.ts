import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { compare, type Missing, missing, type Subject } from './compare.ts';
import { publishedDetections } from './content.ts';
import { telemetryLogs } from './logs.ts';
import { runChecked } from './measure.ts';
import { azuma, type Peer, rsigma, sigmaSqlite } from './peers.ts';
import { type BenchSet, CONTENT, contentMissing, karst, script } from './set.ts';

const PUBLISHED = fileURLToPath(new URL('../../shared/logs/sigma-regression', import.meta.url));
/** Few: one of the engines takes half a millisecond for an event. */
const EVENTS = 50_000;

/**
 * What do other engines take to look for what rules describe? Those of the Rust and Python registries with the Sigma rules
 * that lie beside the checkout, over the same JSON as karst with all published detections. The rules are others and far
 * fewer, and know no data models, no statistics and no joins; each engine uses as many threads as it does by itself.
 */
export const rules: BenchSet = {
  about: 'other rule engines (Rust, Python, SQL) with 44 Sigma rules, against a hunt with all detections',
  minutes: 5,
  run: async (context) => {
    const { isQuick, folder } = context;
    const events = isQuick ? 2000 : EVENTS;
    const question = `rules: ${events.toLocaleString('en-US')} events of NXLog JSON, whole processes`;
    if (!existsSync(PUBLISHED)) return [missing(question, 'Sigma rules', 'there are none beside the checkout')];
    const reason = contentMissing();
    if (reason !== undefined) return [missing(question, 'karst hunt', reason)];
    const logs = await telemetryLogs(context, { format: 'json', events, planted: 0.001 });
    const to = path.join(folder, 'sigma');
    const count = copyRules(to);
    const subject = (name: string, command: string, args: readonly string[]): Subject => {
      return { name, sizeBytes: logs.sizeBytes, events, run: () => runChecked(command, args) };
    };
    const engine = async (name: string, peer: Peer | undefined): Promise<Subject | Missing> => {
      if (peer === undefined) return { name, skipped: 'it cannot be installed here' };
      return tried(subject(`${peer.name}, ${count} rules`, peer.command, peer.args(logs.files[0] ?? '')));
    };
    const hunting = [karst(), 'hunt', ...logs.files, '--content', CONTENT, '--format', 'jsonl', '--quiet'];
    const subjects = [
      await tried(subject(`karst hunt, ${publishedDetections()} detections`, process.execPath, hunting)),
      await engine('rsigma (Rust)', rsigma(to)),
      await engine('Sigma rules as SQL over SQLite', sigmaSqlite(script('processes/sigma-sqlite.py'), to)),
      await engine('azuma (PyPI)', azuma(script('processes/sigma-azuma.py'), to)),
    ];
    return compare(question, subjects, { runs: isQuick ? 1 : 3, warmUps: 0 });
  },
};

/** Runs it once, uncounted. Programs of others change: one that fails is told, and the rest measured. */
async function tried(subject: Subject): Promise<Subject | Missing> {
  try {
    await subject.run();
    return subject;
  } catch (error) {
    return { name: subject.name, skipped: String(error).replaceAll(/\s+/g, ' ').slice(0, 200) };
  }
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
