import { formCheck } from '../check-form.ts';
import type { Form } from '../form.ts';
import type { Known } from '../known.ts';
import { atValue } from '../place.ts';
import { textAt } from '../values.ts';

export const uniqueNames = formCheck({
  name: 'unique-names',
  codes: ['CT108'],
  explanation:
    'Content of another kind has the name too. In a repository a name stands for one thing, whatever its kind: a story ' +
    'cannot be called like a detection. Two files of the same kind are CT004.',
  hint: 'rename one of the two',
  findIn: (form, known) => {
    const name = textAt(form.data, 'name');
    const other = doubleOf(form, name, known);
    if (other === undefined) return [];
    return [atValue(form, 'CT108', `"${name}" is already the name of ${other}`, ['name'])];
  },
});

/** Kinds whose names loading does not hold against each other. */
const UNNAMED: ReadonlySet<string> = new Set(['deployment', 'dashboard']);

/** What has the name, unless loading the two has told it already: two of a kind that are loaded together. */
function doubleOf({ kind, raw }: Form, name: string, known: Known): string | undefined {
  const other = name === '' ? undefined : known.double('name', name, raw.file);
  const isTold = other?.kind === kind && other.isJudged && !UNNAMED.has(kind);
  return isTold ? undefined : other?.file;
}
