import { bundled } from './bundled.ts';
import { compare, type Missing, missing, type Subject } from './compare.ts';
import { publishedDetections, someDetections, variantsOfAll } from './content.ts';
import { type Logs, telemetryLogs } from './logs.ts';
import { type BenchResult, type Ended, type Measured, runChecked } from './measure.ts';
import { evtxDump } from './peers.ts';
import { type BenchContext, type BenchSet, built, CONTENT, contentMissing, script } from './set.ts';
import type { TelemetryFormat } from './telemetry/write.ts';

const EVENTS = 200_000;
/** Few, as in a company on a good day. */
const PLANTED = 0.001;
const VARIANTS = 9;
const BASELINE = 'reading and extracting the same columns, no detection';

/**
 * What do detections cost beside reading? One of them, a hundred, all that are published, and ten times as many, over the
 * same logs: against reading these, making events, and of these the rows and columns that all detections ask for,
 * without a detection. What only cuts the same logs into events stands beside it.
 *
 * Seconds are those of reading and searching; loading and planning the content is a question of its own (`plan`,
 * `start`), and the whole processes are a table of their own here.
 */
export const hunt: BenchSet = {
  about: 'a hunt with 1, 100, all and ten times all detections, against reading without any',
  minutes: 12,
  run: async (context) => {
    const reason = contentMissing();
    if (reason !== undefined) return [missing('hunt', 'karst', reason)];
    const results: BenchResult[] = [];
    const content = await contents(context);
    for (const format of ['evtx', 'xml', 'json'] as const) {
      const options = { format, events: context.isQuick ? 3000 : EVENTS, files: 2, planted: PLANTED };
      const logs = await telemetryLogs(context, options);
      const sizes = format === 'evtx' ? content : content.filter(({ count }) => count === publishedDetections());
      results.push(...(await huntOver(logs, format, 1, sizes, context)));
      if (format === 'evtx') {
        results.push(...(await huntOver(logs, format, 2, sizes.slice(2, 3), context)));
        results.push(...(await wholeHunts(logs, sizes, context)));
      }
    }
    return results;
  },
};

/** A content of some size. */
interface SomeContent {
  readonly count: number;
  readonly paths: readonly string[];
}

async function contents({ folder, isQuick }: BenchContext): Promise<readonly SomeContent[]> {
  const all = publishedDetections();
  const [one, hundred] = [await someDetections(folder, 1), await someDetections(folder, 100)];
  const variants = isQuick ? 1 : VARIANTS;
  return [
    { count: 1, paths: [one] },
    { count: 100, paths: [hundred] },
    { count: all, paths: [CONTENT] },
    { count: all * (variants + 1), paths: [CONTENT, await variantsOfAll(folder, variants)] },
  ];
}

async function huntOver(
  logs: Logs,
  format: TelemetryFormat,
  threads: number,
  sizes: readonly SomeContent[],
  context: BenchContext,
): Promise<readonly BenchResult[]> {
  const { sizeBytes, events } = logs;
  const extract = bundled('processes/extract-columns.ts');
  built('index.js');
  const subject = (name: string, run: () => Promise<Measured>): Subject => ({ name, sizeBytes, events, run });
  const subjects = [
    ...(threads === 1 ? cutting(logs, format, subject) : []),
    subject(BASELINE, () => told(runChecked(process.execPath, [extract, String(threads), CONTENT, ...logs.files]))),
    ...sizes.map(({ count, paths }) => {
      const args = [script('processes/hunt-log.mjs'), String(threads), paths.join(','), ...logs.files];
      return subject(nameOf(count), () => told(runChecked(process.execPath, args)));
    }),
  ];
  const on = threads === 1 ? 'one thread' : `${threads} threads`;
  const question = `hunt: ${format}, ${Math.round(sizeBytes / 1e6)} MB, ${on}, reading and searching`;
  return compare(question, subjects, { ...runsOf(context), reference: BASELINE });
}

/** What the user waits for, with the content loaded and planned, or found in the cache. */
async function wholeHunts(
  logs: Logs,
  sizes: readonly SomeContent[],
  context: BenchContext,
): Promise<readonly BenchResult[]> {
  const karst = built('cli/main.js');
  const reading = [karst, 'search', 'index=main | stats count', ...logs.files];
  const { sizeBytes, events } = logs;
  const subject = (name: string, args: readonly string[]): Subject => {
    return { name, sizeBytes, events, run: () => runChecked(process.execPath, args) };
  };
  const subjects = [
    subject('karst search, a count of all events', reading),
    ...sizes.map(({ count, paths }) => {
      const content = paths.flatMap((one) => ['--content', one]);
      return subject(nameOf(count), [karst, 'hunt', ...logs.files, ...content, '--format', 'jsonl', '--quiet']);
    }),
  ];
  return compare(`hunt: evtx, ${Math.round(sizeBytes / 1e6)} MB, the whole command`, subjects, runsOf(context));
}

function nameOf(count: number): string {
  return count === 1 ? 'karst hunt, 1 detection' : `karst hunt, ${count.toLocaleString('en-US')} detections`;
}

function runsOf({ isQuick }: BenchContext): { readonly runs: number; readonly warmUps: number } {
  return isQuick ? { runs: 1, warmUps: 0 } : { runs: 3, warmUps: 1 };
}

/** Programs that only cut the logs into events, so that a slow reader does not flatter what comes after it. */
function cutting(
  logs: Logs,
  format: TelemetryFormat,
  subject: (name: string, run: () => Promise<Measured>) => Subject,
): (Subject | Missing)[] {
  if (format === 'evtx') {
    const dumps = evtxDump()?.map(({ name, command, args }) =>
      subject(name, () => summed(logs, (file) => runChecked(command, args(file)))),
    );
    return dumps ?? [{ name: 'evtx_dump (Rust evtx)', skipped: 'cargo could not install it' }];
  }
  const way = format === 'xml' ? 'elements' : 'JSON.parse';
  const name = format === 'xml' ? 'a scan for </Event>' : 'JSON.parse of each line';
  const reader = bundled('processes/read-log.ts');
  return [subject(name, () => summed(logs, (file) => runChecked(process.execPath, [reader, '', file, '1', way])))];
}

/** One process a file, one after the other. */
async function summed(logs: Logs, run: (file: string) => Promise<Ended>): Promise<Measured> {
  let [cpuSeconds, peakMegabytes] = [0, 0];
  for (const file of logs.files) {
    const ended = await run(file);
    cpuSeconds += ended.cpuSeconds ?? 0;
    peakMegabytes = Math.max(peakMegabytes, ended.peakMegabytes ?? 0);
  }
  return { cpuSeconds, peakMegabytes };
}

/** What a process says that its work took, in place of its whole time. */
export async function told(run: Promise<Ended>): Promise<Measured> {
  const { stderr, peakMegabytes } = await run;
  const line = /\{[^{}\n]*"cpuSeconds":[^{}\n]*\}/.exec(stderr)?.[0];
  if (line === undefined) throw new Error(`a process told nothing of its time: ${stderr}`);
  const { seconds, cpuSeconds }: { seconds: number; cpuSeconds: number } = JSON.parse(line);
  return { seconds, cpuSeconds, ...(peakMegabytes !== undefined && { peakMegabytes }) };
}
