import path from 'node:path';
import { fileExists } from '../../../../content/index.ts';
import { formCheck } from '../check-form.ts';
import type { Form } from '../form.ts';
import { atValue } from '../place.ts';
import { isThere, textAt } from '../values.ts';

export const lookupFile = formCheck({
  name: 'lookup-file',
  codes: ['CT301'],
  kinds: ['lookup'],
  explanation:
    'The rows of a lookup are not there. Since version 5 they stand in a file beside it with the same name but .csv or ' +
    '.mlmodel; in version 4 the lookup names the file, or else a collection of the KV store, and not both.',
  hint: 'put the file beside the lookup, under that name',
  findIn: (form) => {
    const { data, generation } = form;
    const hasFile = isThere(data, 'filename');
    if (generation === 'v4' && hasFile === isThere(data, 'collection')) {
      const message = hasFile
        ? 'filename and collection stand side by side'
        : 'a lookup without filename or collection';
      return [atValue(form, 'CT301', message, [hasFile ? 'collection' : 'name'])];
    }
    const file = rowsFileOf(form);
    if (file === undefined || fileExists(file)) return [];
    const key = generation === 'v4' ? 'filename' : 'lookup_type';
    return [atValue(form, 'CT301', `there is no file ${path.basename(file)} beside the lookup`, [key])];
  },
});

/** The file of rows or of the model that a lookup has; undefined for a collection, and for a name that is none. */
export function rowsFileOf({ data, generation, raw }: Form): string | undefined {
  const folder = path.dirname(raw.file);
  if (generation === 'v4') {
    const name = textAt(data, 'filename');
    return name === '' || /[/\\\0]/.test(name) ? undefined : path.join(folder, name);
  }
  const type = textAt(data, 'lookup_type') || 'csv';
  if (type !== 'csv' && type !== 'mlmodel') return undefined;
  return path.join(folder, `${path.basename(raw.file, path.extname(raw.file))}.${type}`);
}
