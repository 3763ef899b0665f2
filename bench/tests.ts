import path from 'node:path';
import { compare } from './compare.ts';
import { runChecked } from './measure.ts';
import { type BenchSet, karst, script } from './set.ts';
import { writeRepository } from './tests/repository.ts';

const DETECTIONS = Number(process.env['TESTS_DETECTIONS'] ?? 500);

/**
 * How many detections does `karst test` test in a second, whole process, over a repository with a small recording for
 * each? Beside it a process that does no more than to read and parse the same files.
 */
export const tests: BenchSet = {
  about: '`karst test` of 500 detections with a recording each, against reading the files alone',
  minutes: 2,
  run: async ({ isQuick, folder }) => {
    const detections = isQuick ? 30 : DETECTIONS;
    const repository = path.join(folder, 'repository');
    writeRepository(repository, detections);
    const subject = (name: string, args: readonly string[]) => {
      return { name, events: detections, run: () => runChecked(process.execPath, args) };
    };
    const subjects = [
      subject('Node, reading and parsing the files alone', [script('processes/read-tests.mjs'), repository]),
      subject('karst test', [karst(), 'test', '--content', repository]),
      subject('karst test --jobs 1', [karst(), 'test', '--content', repository, '--jobs', '1']),
    ];
    const question = `tests: a repository of ${detections} detections (events/s: detections/s)`;
    return compare(question, subjects, { runs: isQuick ? 1 : 3 });
  },
};
