import path from 'node:path';
import { fileExists, repositoryRootOf } from '../../../../content/index.ts';
import { formCheck } from '../check-form.ts';
import { atValue } from '../place.ts';
import { listAt, textAt } from '../values.ts';

export const testData = formCheck({
  name: 'test-data',
  codes: ['CT215'],
  kinds: ['detection', 'baseline'],
  explanation:
    'The data of a test are neither an address that begins with http:// or https:// nor a file below the root of the ' +
    'repository, so that the test cannot be run. Whether an address leads anywhere is not looked up.',
  hint: 'write the path of the recording from the root of the repository, or its address',
  findIn: (form) =>
    listAt(form.data, 'tests').flatMap((test, at) =>
      listAt(test, 'attack_data').flatMap((one, index) => {
        const data = textAt(one, 'data');
        if (data === '' || /^https?:\/\//i.test(data) || isInRepository(data, form.raw.file)) return [];
        return [atValue(form, 'CT215', `there is no file "${data}"`, ['tests', at, 'attack_data', index, 'data'])];
      }),
    ),
});

function isInRepository(data: string, file: string): boolean {
  const root = repositoryRootOf(file) ?? path.dirname(path.resolve(file));
  return !data.includes('\0') && fileExists(path.resolve(root, data));
}
