import { formCheck } from '../check-form.ts';
import { atValue } from '../place.ts';
import { isDate } from '../shapes/values.ts';
import { textAt } from '../values.ts';

const KEYS = ['date', 'creation_date', 'modification_date'];

export const pastDates = formCheck({
  name: 'past-dates',
  codes: ['CT110'],
  explanation: 'A date is later than today, as it is in UTC: the content cannot have been written or changed then.',
  hint: 'write the day of the last change',
  findIn: (form, { today }) =>
    KEYS.filter((key) => isDate(textAt(form.data, key)) && textAt(form.data, key) > today).map((key) =>
      atValue(form, 'CT110', `"${key}" lies in the future: ${textAt(form.data, key)}`, [key]),
    ),
});
