import { formCheck } from '../check-form.ts';
import { atValue } from '../place.ts';
import { textAt } from '../values.ts';

export const uniqueIds = formCheck({
  name: 'unique-ids',
  codes: ['CT109'],
  explanation:
    'Other content has the same id. Splunk tells versions of content apart by it, so that one of the two would be taken ' +
    'for a version of the other. Mostly the file began as a copy.',
  hint: 'give the newer of the two an id of its own, such as uuidgen makes',
  findIn: (form, known) => {
    const id = textAt(form.data, 'id');
    const other = id === '' ? undefined : known.double('id', id, form.raw.file);
    return other === undefined ? [] : [atValue(form, 'CT109', `the id is already that of ${other.file}`, ['id'])];
  },
});
