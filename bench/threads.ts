import { compare, missing } from './compare.ts';
import { someDetections } from './content.ts';
import { telemetryLogs } from './logs.ts';
import { type BenchResult, runChecked } from './measure.ts';
import { type BenchSet, contentMissing, karst } from './set.ts';

const EVENTS = 400_000;
const DETECTIONS = 100;

/**
 * What do two threads bring on one large file? The same hunt on one and on two; the ratio is the time of two over that of
 * one.
 */
export const threads: BenchSet = {
  about: 'a hunt over one large file on two threads, against one thread: JSON, XML and EVTX',
  minutes: 6,
  run: async (context) => {
    const reason = contentMissing();
    if (reason !== undefined) return [missing('threads', 'karst', reason)];
    const content = await someDetections(context.folder, DETECTIONS);
    const results: BenchResult[] = [];
    for (const format of ['json', 'xml', 'evtx'] as const) {
      const { files, sizeBytes, events } = await telemetryLogs(context, {
        format,
        events: context.isQuick ? 12_000 : EVENTS,
      });
      const hunting = [karst(), 'hunt', ...files, '--content', content, '--format', 'jsonl', '--quiet'];
      const subjects = [1, 2].map((count) => ({
        name: count === 1 ? 'karst hunt --threads 1' : `karst hunt --threads ${count}`,
        sizeBytes,
        events,
        run: () => runChecked(process.execPath, [...hunting, '--threads', String(count)]),
      }));
      const question = `threads: ${format}, one file of ${Math.round(sizeBytes / 1e6)} MB, ${DETECTIONS} detections`;
      results.push(
        ...(await compare(question, subjects, { runs: context.isQuick ? 1 : 3, warmUps: context.isQuick ? 0 : 1 })),
      );
    }
    return results;
  },
};
