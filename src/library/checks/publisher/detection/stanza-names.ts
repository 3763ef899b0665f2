import { formCheck } from '../check-form.ts';
import { atValue } from '../place.ts';
import { textAt } from '../values.ts';

/** Characters that the name of a saved search may have. Source: contentctl, its limit of stanzas. */
const MAX_STANZA = 81;

export const stanzaNames = formCheck({
  name: 'stanza-names',
  codes: ['CT216'],
  kinds: ['detection'],
  explanation:
    'In the app, the label of the app stands before the name of a detection and "Rule" behind it, and the whole may have 81 ' +
    'characters. The label is that of contentctl.yml; with ESCU as label, 67 are left for the name, and CT105 tells.',
  hint: 'shorten the name of the detection, or the label of the app',
  findIn: (form, known) => {
    const name = textAt(form.data, 'name');
    const label = form.generation === 'v6' ? undefined : known.label(form.raw.file);
    if (label === undefined || label.length <= 'ESCU'.length) return [];
    const stanza = `${label} - ${name} - Rule`;
    const length = [...stanza].length;
    if (length <= MAX_STANZA) return [];
    return [atValue(form, 'CT216', `"${stanza}" has ${length} characters, more than ${MAX_STANZA}`, ['name'])];
  },
});
