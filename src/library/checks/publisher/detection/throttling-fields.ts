import type { Problem } from '../../../../shared/problem.ts';
import { formCheck } from '../check-form.ts';
import type { Form } from '../form.ts';
import { atValue } from '../place.ts';
import { textAt, textsAt } from '../values.ts';

const PATH = ['tags', 'throttling', 'fields'];

export const throttlingFields = formCheck({
  name: 'throttling-fields',
  codes: ['CT205'],
  kinds: ['detection'],
  explanation:
    'Findings that agree in a field are to be told once, and the search does not name that field, or the name has blanks ' +
    'in it, which no field of a saved search can have.',
  hint: 'name fields of the results',
  findIn: (form) => textsAt(form.data, ...PATH).flatMap(([at, field]) => findingsOf(form, at, field)),
});

function findingsOf(form: Form, at: number, field: string): readonly Problem[] {
  if (field.includes(' '))
    return [atValue(form, 'CT205', `the field "${field}" has blanks in its name`, [...PATH, at])];
  if (textAt(form.data, 'search').includes(field)) return [];
  return [atValue(form, 'CT205', `the search does not name the field "${field}"`, [...PATH, at])];
}
