import { formCheck } from '../check-form.ts';
import { atValue } from '../place.ts';
import { isProduction, listAt, textAt } from '../values.ts';

/** What is replaced with the search of the detection. */
const ORIGINAL = '%original_detection_search%';

export const drilldowns = formCheck({
  name: 'drilldowns',
  codes: ['CT207'],
  kinds: ['detection'],
  explanation:
    'A production detection whose findings people work on needs two drilldown searches at least, one of which shows its ' +
    'own results: it has %original_detection_search% in it. The publisher demands this since version 5, but for Hunting.',
  hint: 'add drilldown_searches: one with %original_detection_search%, and one that shows what else happened',
  findIn: (form) => {
    const isExempt = form.generation !== 'v5' || !isProduction(form) || textAt(form.data, 'type') === 'Hunting';
    if (isExempt) return [];
    const searches = listAt(form.data, 'drilldown_searches').map((one) => textAt(one, 'search'));
    if (searches.length < 2) {
      const message = `a production detection needs two drilldown searches, not ${searches.length}`;
      return [atValue(form, 'CT207', message, ['drilldown_searches'])];
    }
    if (searches.some((search) => search.includes(ORIGINAL))) return [];
    return [atValue(form, 'CT207', `no drilldown search has ${ORIGINAL} in it`, ['drilldown_searches'])];
  },
});
