import { formCheck } from '../check-form.ts';
import { atValue } from '../place.ts';
import { isThere } from '../values.ts';

export const oneSchedule = formCheck({
  name: 'one-schedule',
  codes: ['CT214'],
  kinds: ['detection', 'baseline'],
  explanation: 'A search of ESCU 6 names a schedule and has one of its own too, so that nobody knows when it runs.',
  hint: 'take one of the two out',
  findIn: (form) =>
    isThere(form.data, 'schedule') && isThere(form.data, 'custom_schedule')
      ? [atValue(form, 'CT214', 'schedule and custom_schedule stand side by side', ['custom_schedule'])]
      : [],
});
