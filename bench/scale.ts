import { statfsSync } from 'node:fs';
import { compare, missing, type Subject } from './compare.ts';
import { type Logs, telemetryLogs } from './logs.ts';
import { type BenchResult, runChecked } from './measure.ts';
import { type BenchContext, type BenchSet, CONTENT, contentMissing, karst } from './set.ts';

const EVENTS = [200_000, 2_000_000];
const HUGE_EVENTS = 10_000_000;
const BYTES_PER_EVENT = 1300;
const PLANTED = 0.0005;

/**
 * Is a hunt linear in events, and its memory flat? The same hunt with all published detections over ten times the events:
 * ratios are times against those of the first. With `--huge` also over fifty times.
 */
export const scale: BenchSet = {
  about: 'the same hunt over 200,000 and 2,000,000 events (with --huge 10,000,000): time and memory',
  minutes: 8,
  run: async (context) => {
    const reason = contentMissing();
    if (reason !== undefined) return [missing('scale', 'karst', reason)];
    const counts = context.isQuick ? [2000, 20_000] : EVENTS;
    const subjects: Subject[] = [];
    for (const events of counts) subjects.push(await hunting(events, context));
    const results = [...(await compare('scale: karst hunt, all detections, XML', subjects, runsOf(context)))];
    if (context.isHuge && !context.isQuick) results.push(...(await huge(context)));
    return results;
  },
};

async function hunting(events: number, context: BenchContext): Promise<Subject> {
  const logs: Logs = await telemetryLogs(context, { format: 'xml', events, planted: PLANTED });
  const args = [karst(), 'hunt', ...logs.files, '--content', CONTENT, '--format', 'jsonl', '--quiet'];
  const { sizeBytes } = logs;
  const name = `${events.toLocaleString('en-US')} events, ${Math.round(sizeBytes / 1e6)} MB`;
  return { name, sizeBytes, events, run: () => runChecked(process.execPath, args) };
}

async function huge(context: BenchContext): Promise<readonly BenchResult[]> {
  const question = 'scale: karst hunt, all detections, XML, at length';
  const name = `${HUGE_EVENTS.toLocaleString('en-US')} events`;
  const { bavail, bsize } = statfsSync(context.folder);
  // The log, and as much for what the database may put aside.
  const [free, needed] = [bavail * bsize, 2 * HUGE_EVENTS * BYTES_PER_EVENT];
  if (free < needed)
    return [
      missing(
        question,
        name,
        `${(needed / 1e9).toFixed(0)} GB of disk are needed, ${(free / 1e9).toFixed(0)} are free`,
      ),
    ];
  return compare(question, [await hunting(HUGE_EVENTS, context)], { runs: 1, warmUps: 0 });
}

function runsOf({ isQuick }: BenchContext): { readonly runs: number; readonly warmUps: number } {
  return isQuick ? { runs: 1, warmUps: 0 } : { runs: 3, warmUps: 0 };
}
