import { formCheck } from '../check-form.ts';
import { inText } from '../place.ts';
import { textAt } from '../values.ts';

export const backticks = formCheck({
  name: 'backticks',
  codes: ['CT213'],
  kinds: ['detection'],
  explanation:
    'The search has four backticks in a row. Three of them begin or end a comment; mostly a macro stands at the very end of ' +
    'one, where its own backtick cannot be told from those of the comment.',
  hint: 'put a blank before the backticks that end the comment',
  findIn: (form) => {
    const start = textAt(form.data, 'search').indexOf('````');
    if (start === -1) return [];
    return [inText(form, 'CT213', 'the search has four backticks in a row', ['search'], { start, end: start + 4 })];
  },
});
