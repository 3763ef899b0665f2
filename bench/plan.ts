import { bundled } from './bundled.ts';
import { compare, missing } from './compare.ts';
import { runChecked } from './measure.ts';
import { type BenchSet, CONTENT, contentMissing, script } from './set.ts';

const QUESTION = 'plan: all detections of a published content';

/**
 * What does it take, as a whole process, to load a content, expand its searches, plan them and write their SQL? Beside
 * it a process that does no more than to read and parse the same YAML files.
 */
export const plan: BenchSet = {
  about: 'a published content from YAML to SQL, against parsing the YAML alone',
  minutes: 1,
  run: async ({ isQuick }) => {
    const reason = contentMissing();
    if (reason !== undefined) return [missing(QUESTION, 'karst', reason)];
    const run = (file: string) => () => runChecked(process.execPath, [file, CONTENT]);
    const subjects = [
      { name: 'Node, reading and parsing the YAML alone', run: run(script('processes/read-yaml.mjs')) },
      { name: 'karst: load, expand, plan, emit', run: run(bundled('processes/plan-content.ts')) },
    ];
    return compare(QUESTION, subjects, { runs: isQuick ? 1 : 5 });
  },
};
