import type { Node } from '../ast.ts';
import type { Plan } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import { choiceOption, integerOption, optionBag, textOption } from '../parse/options.ts';
import { planRex } from '../plan/rex.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  field: textOption,
  mode: choiceOption('sed'),
  max_match: integerOption,
  offset_field: textOption,
};

export type Rex = Node<
  'Rex',
  {
    /** `_raw` unless told otherwise. */
    field: string;
    /** A pattern with named groups, or (mode sed) a replacement such as `s/a/b/g`. */
    pattern: string;
    isSed: boolean;
    /** Matches to take; 0 takes all. */
    maxMatch: number;
    offsetField?: string;
  }
>;

export const rex = defineCommand<Rex>({
  name: 'rex',
  doc: {
    syntax: 'rex [field=<field>] ("<regex>" [max_match=<count>] [offset_field=<field>] | mode=sed "<sed expression>")',
    summary: 'Makes fields of the named groups of a regular expression, or replaces text.',
    source: 'Splunk Search Reference, rex',
    options: {
      field: 'the field that is read; default: _raw',
      mode: '`sed` replaces text in the field: s/regex/text/flags (g all, a number one match, i no case) or y/abc/xyz/',
      max_match: 'how many matches are kept of each value; 0 is all; default: 1',
      offset_field: 'a field for the places of the groups: name=first-last joined by &, characters counted from 0',
    },
  },
  stands: 'later',
  parse: readRex,
  plan: (node, input: Plan | undefined) => planRex(node, input),
});

const NAMED_GROUP = /\(\?P?<[A-Za-z_]\w*>|\(\?'[A-Za-z_]\w*'/;

function readRex(cursor: Cursor): Rex {
  const options = optionBag(cursor, 'rex', OPTIONS);
  options.readAll();
  const start = cursor.mark();
  const pattern = cursor.expectValue('a regular expression');
  const patternSpan = cursor.span(start);
  options.readAll();
  const { field = '_raw', mode, max_match: maxMatch = 1, offset_field: offsetField } = options.values;
  const isSed = mode === 'sed';
  if (!isSed && !NAMED_GROUP.test(pattern)) {
    cursor.fail('SPL115', 'a regular expression of rex without a named group', patternSpan, 'name one: (?<name>…)');
  }
  return {
    kind: 'Rex',
    field,
    pattern,
    isSed,
    maxMatch,
    ...(offsetField === undefined ? {} : { offsetField }),
    span: cursor.span(),
  };
}
