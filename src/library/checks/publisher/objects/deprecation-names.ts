import { formCheck } from '../check-form.ts';
import { atValue } from '../place.ts';
import { DEPRECATED_KINDS } from '../shapes/deprecation.ts';
import { listAt, textAt } from '../values.ts';

export const deprecationNames = formCheck({
  name: 'deprecation-names',
  codes: ['CT307'],
  kinds: ['deprecation_mapping'],
  explanation:
    'The mapping of deprecated content names the same content twice, so that it is not said when it goes, and why. The ' +
    'file is removed/deprecation_mapping.YML; whether its content exists and has that status, the publisher asks on demand alone.',
  hint: 'take one of the two entries out',
  findIn: (form) => {
    const seen = new Set<string>();
    return DEPRECATED_KINDS.flatMap((kind) =>
      listAt(form.data, kind).flatMap((entry, at) => {
        const name = textAt(entry, 'content');
        const isSecond = name !== '' && seen.has(name);
        seen.add(name);
        return isSecond ? [atValue(form, 'CT307', `"${name}" is named twice`, [kind, at, 'content'])] : [];
      }),
    );
  },
});
