import path from 'node:path';
import { formCheck } from '../check-form.ts';
import { fileNameOf } from '../names.ts';
import { atValue } from '../place.ts';
import { textAt } from '../values.ts';

export const fileNames = formCheck({
  name: 'file-names',
  codes: ['CT111'],
  explanation:
    'The file is not named for its content. The name of the file is that of the content in small letters, with _ for each ' +
    'blank, hyphen, dot and slash. Filter macros and lookups are named for the file, so that both must agree.',
  hint: 'rename the file, or the content',
  findIn: (form) => {
    const name = textAt(form.data, 'name');
    const expected = fileNameOf(name);
    if (name === '' || path.basename(form.raw.file) === expected) return [];
    return [atValue(form, 'CT111', `the file of "${name}" must be called ${expected}`, ['name'])];
  },
});
