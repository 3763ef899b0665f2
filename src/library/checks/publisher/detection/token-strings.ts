import { formCheck } from '../check-form.ts';
import { atValue } from '../place.ts';
import { riskMessages } from '../risk-fields.ts';

export const tokenStrings = formCheck({
  name: 'token-strings',
  codes: ['CT211'],
  kinds: ['detection'],
  explanation:
    'Titles and messages of ESCU 6 name at least one field between dollar signs, so that a finding says whom it is about, ' +
    'and every dollar sign belongs to a pair: one that is left over is never replaced.',
  hint: 'write fields as $field$',
  findIn: (form) => {
    if (form.generation !== 'v6') return [];
    return riskMessages(form).flatMap(({ text, path }) => {
      const signs = text.split('$').length - 1;
      if (signs % 2 === 1) return [atValue(form, 'CT211', 'an odd number of $ in a message', path)];
      return /\$[^$\s]+\$/.test(text) ? [] : [atValue(form, 'CT211', 'a message without a $field$', path)];
    });
  },
});
