import type { Edit } from '../../../../shared/problem.ts';
import { formCheck } from '../check-form.ts';
import type { Form } from '../form.ts';
import { atValue } from '../place.ts';
import { textAt } from '../values.ts';

export const searchEdges = formCheck({
  name: 'search-edges',
  codes: ['CT212'],
  // Forbidden by the publisher's documentation, and published all the same.
  severity: 'warning',
  kinds: ['detection', 'baseline'],
  explanation:
    'A search of ESCU 6 begins or ends with blanks or line breaks. YAML keeps the last line break of a block that begins ' +
    'with | or >, and drops it with |- or >-.',
  hint: 'take the blanks away, or begin the block with |- or >-',
  findIn: (form) => {
    const search = textAt(form.data, 'search');
    if (form.generation !== 'v6' || search === search.trim()) return [];
    const end = search === search.trimEnd() ? 'begins' : 'ends';
    const fix = trimmed(form);
    return [atValue(form, 'CT212', `the search ${end} with blanks`, ['search'], fix ? { fix } : {})];
  },
});

/** Drops the blanks inside quotation marks, or has a block drop its last line breaks. */
function trimmed({ raw }: Form): readonly Edit[] | undefined {
  const scalar = raw.places().scalarAt(['search']);
  if (scalar === undefined) return undefined;
  const { start, end, style } = scalar;
  const written = raw.text.slice(start, end);
  if (style === 'block') {
    const header = /^[|>]\d?(?=[ \t]*\r?\n)/.exec(written);
    if (header === null) return undefined;
    const at = start + header[0].length;
    return [{ span: { start: at, end: at }, text: '-' }];
  }
  const body = written.slice(1, -1);
  // A line break in it, or a blank that is written as an escape, is left to its author.
  if (body.includes('\n') || /^\\|\\\s*$/.test(body)) return undefined;
  return [{ span: { start: start + 1, end: end - 1 }, text: body.trim() }];
}
