import type { Edit } from '../../../../shared/problem.ts';
import { formCheck } from '../check-form.ts';
import type { Form } from '../form.ts';
import { fileNameOf } from '../names.ts';
import { atValue } from '../place.ts';
import { textAt } from '../values.ts';

export const filterMacro = formCheck({
  name: 'filter-macro',
  codes: ['CT201'],
  kinds: ['detection'],
  explanation:
    'The search does not call its filter macro, which is named like the file: with it, whoever runs the search leaves ' +
    'out what is harmless at their place without changing the search. The publisher demands the call, letter by letter. ' +
    'The macro itself need not exist: without a file of its own it lets everything through.',
  hint: 'put the macro behind the search',
  findIn: (form) => {
    const search = textAt(form.data, 'search');
    const name = textAt(form.data, 'name');
    const call = `\`${fileNameOf(name).replace(/\.yml$/, '')}_filter\``;
    if (search === '' || name === '' || search.includes(call)) return [];
    const fix = appended(form, `| ${call}`);
    return [
      atValue(form, 'CT201', `the search does not call its filter macro ${call}`, ['search'], {
        hint: `put | ${call} behind the search`,
        ...(fix && { fix }),
      }),
    ];
  },
});

/** Puts a text behind the search, in whatever way that is written. */
function appended({ raw }: Form, text: string): readonly Edit[] | undefined {
  const scalar = raw.places().scalarAt(['search']);
  if (scalar === undefined) return undefined;
  const written = raw.text.slice(scalar.start, scalar.end);
  const isQuoted = scalar.style === 'single-quoted' || scalar.style === 'double-quoted';
  const body = isQuoted ? written.slice(0, -1) : written;
  const length = body.trimEnd().length;
  const end = scalar.start + length;
  const lineStart = raw.text.lastIndexOf('\n', end - 1) + 1;
  const indent = /^[ \t]*/.exec(raw.text.slice(lineStart, end))?.[0] ?? '';
  // A header without text, or a quote that opens in a line of its own, gives no place to go on.
  if (scalar.style === 'block' && lineStart <= scalar.start) return undefined;
  const newline = raw.text.includes('\r\n') ? '\r\n' : '\n';
  const before = scalar.style === 'block' ? newline + indent : ' ';
  return [{ span: { start: end, end }, text: before + text }];
}
