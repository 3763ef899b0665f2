import { formCheck } from '../check-form.ts';
import { atValue } from '../place.ts';
import { textAt, textsAt } from '../values.ts';

export const collectionKey = formCheck({
  name: 'collection-key',
  codes: ['CT304'],
  kinds: ['lookup'],
  explanation: 'The fields of a collection do not begin with _key, by which the KV store tells its rows apart.',
  hint: 'put _key before the other fields',
  findIn: (form) => {
    if (form.generation === 'v4' || textAt(form.data, 'lookup_type') !== 'kvstore') return [];
    const [first] = textsAt(form.data, 'fields');
    if (first?.[1] === '_key') return [];
    const message =
      first === undefined ? 'a collection without fields' : `the first field is "${first[1]}", not "_key"`;
    return [atValue(form, 'CT304', message, first === undefined ? ['lookup_type'] : ['fields', 0])];
  },
});
