import path from 'node:path';
import { formCheck } from '../check-form.ts';
import { atValue } from '../place.ts';
import { textAt } from '../values.ts';

export const modelName = formCheck({
  name: 'model-name',
  codes: ['CT305'],
  kinds: ['lookup'],
  explanation:
    'The file of a model does not begin with __mlspl_. The machine learning toolkit finds models by that, and apply would ' +
    'not know this one.',
  hint: 'rename the lookup and its file so that they begin with __mlspl_',
  findIn: (form) => {
    const isModel = form.generation !== 'v4' && textAt(form.data, 'lookup_type') === 'mlmodel';
    if (!isModel || path.basename(form.raw.file).startsWith('__mlspl_')) return [];
    return [atValue(form, 'CT305', 'the file of a model must begin with __mlspl_', ['name'])];
  },
});
