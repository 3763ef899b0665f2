import type { ContentKind } from '../../../../content/index.ts';
import { nearest } from '../../../../shared/nearest.ts';
import type { Problem } from '../../../../shared/problem.ts';
import { formCheck } from '../check-form.ts';
import { listFix } from '../fixes.ts';
import type { Form } from '../form.ts';
import type { Known } from '../known.ts';
import { atValue } from '../place.ts';
import { type Reference, referencesOf } from '../references.ts';

export const referencesExist = formCheck({
  name: 'references-exist',
  codes: ['CT113'],
  kinds: ['detection', 'baseline'],
  explanation:
    'The file names a story, a data source, a baseline, a schedule or a deployment that there is not, or the same twice. ' +
    'Where there is no content of that kind at all, nothing can be said, and CT114 tells it.',
  hint: 'write the name of one that exists',
  findIn: (form, known) => {
    const seen = new Set<string>();
    return referencesOf(form).flatMap((reference) => {
      const key = `${reference.kind} ${reference.name}`;
      const isSecond = seen.has(key) && ONCE.has(reference.kind);
      seen.add(key);
      if (isSecond) return [second(reference, form)];
      return known.has(reference.kind) ? unknown(reference, form, known) : [];
    });
  },
});

/** What a list names once. Data sources may stand in several entries, with others. */
const ONCE: ReadonlySet<ContentKind> = new Set(['story', 'baseline']);

function second({ name, path }: Reference, form: Form): Problem {
  const fix = listFix(form, path);
  return atValue(form, 'CT113', `"${name}" is named twice`, path, {
    hint: 'take one of the two out',
    ...(fix && { fix }),
  });
}

function unknown({ name, kind, path }: Reference, form: Form, known: Known): readonly Problem[] {
  const found = known.called(name, kind);
  if (found?.kind === kind) return [];
  if (found !== undefined) {
    return [atValue(form, 'CT113', `"${name}" is ${article(found.kind)}, and not ${article(kind)}`, path)];
  }
  const near = nearNames(name, known.names(kind));
  const hint = near.length === 0 ? undefined : `the nearest: ${near.map((one) => `"${one}"`).join(', ')}`;
  return [atValue(form, 'CT113', `there is no ${noun(kind)} "${name}"`, path, hint === undefined ? {} : { hint })];
}

/** Up to three names that may have been meant, the likeliest first. */
function nearNames(name: string, names: Iterable<string>): readonly string[] {
  const left = new Set(names);
  const near: string[] = [];
  while (near.length < 3) {
    const next = nearest(name, left);
    if (next === undefined) break;
    near.push(next);
    left.delete(next);
  }
  return near;
}

function noun(kind: ContentKind): string {
  return kind.replace('_', ' ');
}

function article(kind: ContentKind): string {
  return `a ${noun(kind)}`;
}
