import { Problem } from '../../../../shared/problem.ts';
import { formCheck } from '../check-form.ts';

/** What the publisher's tool writes where a new file wants words. */
const MARK = '__UPDATE__';

export const templates = formCheck({
  name: 'templates',
  codes: ['CT112'],
  explanation: `The file still has ${MARK} in it, which stands in a new file wherever its author must write something.`,
  hint: 'write what belongs there',
  findIn: ({ raw: { file, text } }) =>
    [...text.matchAll(new RegExp(MARK, 'g'))].map(({ index }) => {
      const span = { start: index, end: index + MARK.length };
      return new Problem('CT112', `${MARK} of a template was not replaced`, { file, text, span });
    }),
});
