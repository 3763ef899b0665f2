import path from 'node:path';
import { bundled } from './bundled.ts';
import { compare, missing } from './compare.ts';
import { publishedDetections, someDetections, variantsOfAll } from './content.ts';
import { told } from './hunt.ts';
import { runChecked } from './measure.ts';
import { type BenchSet, CONTENT, contentMissing } from './set.ts';
import { writeTelemetry } from './telemetry/write.ts';

const QUESTION = 'match-index: rows of events, without reading them';
const EVENTS = 100_000;
const VARIANTS = 9;

/**
 * What does an event cost between reading and the database, where it is told which detections can use it: does that
 * stay the same with ten times as many? The seconds are those of the processor, for all events together.
 */
export const matchIndex: BenchSet = {
  about: 'what detections cost each event: all of the published ones and variants of them, against one and 100',
  minutes: 6,
  run: async ({ folder, isQuick }) => {
    const reason = contentMissing();
    if (reason !== undefined) return [missing(QUESTION, 'karst', reason)];
    const log = path.join(folder, 'log.xml');
    const events = isQuick ? EVENTS / 20 : EVENTS;
    await writeTelemetry(log, 'xml', { events, seed: 1 });
    const file = bundled('processes/match-index.ts');
    const all = publishedDetections();
    const contents: readonly (readonly [number, readonly string[]])[] = [
      [1, [await someDetections(folder, 1)]],
      [100, [await someDetections(folder, 100)]],
      [all, [CONTENT]],
      [all * (VARIANTS + 1), [CONTENT, await variantsOfAll(folder, VARIANTS)]],
    ];
    const subjects = contents.map(([count, paths]) => ({
      name: `karst, ${count.toLocaleString('en-US')} detections`,
      events,
      run: () => told(runChecked(process.execPath, [file, log, ...paths])),
    }));
    const reference = subjects[2]?.name ?? '';
    return compare(QUESTION, subjects, { runs: isQuick ? 1 : 3, warmUps: 0, reference });
  },
};
