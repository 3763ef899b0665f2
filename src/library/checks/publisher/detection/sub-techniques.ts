import { formCheck } from '../check-form.ts';
import { atValue } from '../place.ts';
import { tagPath, textsAt } from '../values.ts';

export const subTechniques = formCheck({
  name: 'sub-techniques',
  codes: ['CT206'],
  kinds: ['detection'],
  explanation:
    'The detection names a technique and one of its sub-techniques. The sub-technique says it all, and the publisher ' +
    'refuses the two together since version 5.',
  hint: 'keep the sub-technique alone',
  findIn: (form) => {
    if (form.generation === 'v4') return [];
    const path = tagPath(form, 'mitre_attack_id');
    const ids = textsAt(form.data, ...path);
    return ids.flatMap(([at, id]) => {
      const [, below] = ids.find(([, other]) => other.startsWith(`${id}.`)) ?? [];
      const message = `"${id}" stands beside its own sub-technique "${below}"`;
      return below === undefined ? [] : [atValue(form, 'CT206', message, [...path, at])];
    });
  },
});
