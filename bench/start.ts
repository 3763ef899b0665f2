import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compare, missing } from './compare.ts';
import { type BenchResult, type Ended, runChecked } from './measure.ts';
import { type BenchContext, type BenchSet, CONTENT, contentMissing, karst } from './set.ts';
import { writeTelemetry } from './telemetry/write.ts';

const CODE = 'process.exit(0)';
const EMPTY = 'node -e 0';

/**
 * How long until something happens? The smallest commands as whole processes, against a Node that does nothing; and a hunt
 * over a few events with all published detections, with nothing in the cache and with what the hunt before left there.
 */
export const start: BenchSet = {
  about: 'karst --version, --help, search --rows, and a hunt over few events, against `node -e 0`',
  minutes: 2,
  run: async (context) => [...(await smallCommands(context)), ...(await smallHunts(context))],
};

async function smallCommands({ folder, isQuick }: BenchContext): Promise<readonly BenchResult[]> {
  const rows = path.join(folder, 'rows.jsonl');
  writeFileSync(rows, '{"a":1}\n');
  const subject = (name: string, args: readonly string[]) => ({ name, run: () => runChecked(process.execPath, args) });
  const subjects = [
    subject(EMPTY, ['-e', CODE]),
    subject('karst --version', [karst(), '--version']),
    subject('karst --help', [karst(), '--help']),
    subject('karst search --rows, one row', [karst(), 'search', '| stats count by a', '--rows', rows]),
  ];
  return compare('start: small commands', subjects, { runs: isQuick ? 3 : 21 });
}

async function smallHunts({ folder, isQuick }: BenchContext): Promise<readonly BenchResult[]> {
  const question = 'start: a hunt with all published detections over 100 events';
  const reason = contentMissing();
  if (reason !== undefined) return [missing(question, 'karst hunt', reason)];
  const log = path.join(folder, 'few.xml');
  await writeTelemetry(log, 'xml', { events: 100, seed: 1 });
  const cache = path.join(folder, 'cache');
  const args = [karst(), 'hunt', log, '--content', CONTENT, '--format', 'jsonl', '--quiet'];
  const run = (): Promise<Ended> => runChecked('env', [`XDG_CACHE_HOME=${cache}`, process.execPath, ...args]);
  const afresh = (): Promise<Ended> => {
    rmSync(cache, { recursive: true, force: true });
    return run();
  };
  const subjects = [
    { name: EMPTY, run: () => runChecked(process.execPath, ['-e', CODE]) },
    { name: 'karst hunt, an empty cache', run: afresh },
    { name: 'karst hunt, once more', run },
  ];
  return compare(question, subjects, { runs: isQuick ? 1 : 5, warmUps: isQuick ? 0 : 1 });
}
