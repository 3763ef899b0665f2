import type { Problem } from '../../../../shared/problem.ts';
import { formCheck } from '../check-form.ts';
import type { Form } from '../form.ts';
import type { Known } from '../known.ts';
import { atValue } from '../place.ts';
import { isProduction, textAt, textsAt } from '../values.ts';

export const outputFields = formCheck({
  name: 'output-fields',
  codes: ['CT204'],
  kinds: ['detection'],
  explanation:
    'The detection names a data source whose description lists fields that results should carry, and the search does ' +
    'not name one of them. The publisher demands it of production detections of the types TTP and Anomaly since version 5.',
  hint: 'let the search give the field, or take it out of the output_fields of the data source',
  findIn: (form, known) => {
    const type = textAt(form.data, 'type');
    if (form.generation === 'v4' || !isProduction(form) || type === 'Hunting' || type === 'Correlation') return [];
    return textsAt(form.data, 'data_source').flatMap(([at, entry]) =>
      partsOf(entry).flatMap((name) => missing(name, ['data_source', at], form, known)),
    );
  },
});

/** An entry is a data source, or several that are needed together. */
export function partsOf(entry: string): readonly string[] {
  return entry.split(' AND ').map((part) => part.trim());
}

function missing(name: string, path: readonly PropertyKey[], form: Form, known: Known): readonly Problem[] {
  const source = known.called(name, 'data_source');
  if (source?.kind !== 'data_source') return [];
  const search = textAt(form.data, 'search');
  const lacking = textsAt(source.load(), 'output_fields').filter(([, field]) => !search.includes(field));
  if (lacking.length === 0) return [];
  const fields = lacking.map(([, field]) => field).join(', ');
  return [atValue(form, 'CT204', `the search does not name output fields of "${name}": ${fields}`, path)];
}
