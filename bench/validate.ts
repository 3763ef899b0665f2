import { compare, missing } from './compare.ts';
import { runChecked } from './measure.ts';
import { type BenchSet, CONTENT, contentMissing, karst, script } from './set.ts';

const QUESTION = 'validate: every check of a published content';

/**
 * How long does `karst validate` take, as a whole process: load a content, run every check on it, have the database
 * plan each of its searches? Beside it a process that does no more than to read and parse the same YAML files.
 */
export const validate: BenchSet = {
  about: '`karst validate` of a published content, against parsing the YAML alone',
  minutes: 1,
  run: async ({ isQuick }) => {
    const reason = contentMissing();
    if (reason !== undefined) return [missing(QUESTION, 'karst', reason)];
    const args = [karst(), 'validate', CONTENT, '--quiet', '--format', 'json'];
    const subjects = [
      {
        name: 'Node, reading and parsing the YAML alone',
        run: () => runChecked(process.execPath, [script('processes/read-yaml.mjs'), CONTENT]),
      },
      // Exit code 1 says that the content has errors, which it has.
      { name: 'karst validate', run: () => runChecked(process.execPath, args, [0, 1]) },
    ];
    return compare(QUESTION, subjects, { runs: isQuick ? 1 : 5, warmUps: isQuick ? 0 : 1 });
  },
};
