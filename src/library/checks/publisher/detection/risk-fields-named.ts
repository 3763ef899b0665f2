import { formCheck } from '../check-form.ts';
import { atValue } from '../place.ts';
import { riskFields } from '../risk-fields.ts';
import { isProduction, textAt } from '../values.ts';

export const riskFieldsNamed = formCheck({
  name: 'risk-fields-named',
  codes: ['CT202'],
  kinds: ['detection'],
  explanation:
    'A risk or threat object names a field that does not stand anywhere in the search, so that its results cannot have ' +
    'it. Like the publisher, this check looks for the letters alone, whatever their case, and only in production detections.',
  hint: 'name a field of the results, or have the search give that one',
  findIn: (form) => {
    if (!isProduction(form)) return [];
    const search = textAt(form.data, 'search').toLowerCase();
    return riskFields(form)
      .filter(({ text }) => !search.includes(text.toLowerCase()))
      .map(({ text, path }) => atValue(form, 'CT202', `the search does not name the field "${text}"`, path));
  },
});
