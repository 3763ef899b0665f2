import type { FieldName, Node } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { defineCommand } from './define.ts';

export type Regex = Node<
  'Regex',
  {
    /** Absent: `_raw`. */
    field?: FieldName;
    /** `!=`: results that match go. */
    isNegated: boolean;
    pattern: string;
  }
>;

export const regex = defineCommand<Regex>({
  name: 'regex',
  doc: {
    syntax: 'regex [<field>=|<field>!=]"<regex>"',
    summary: 'Keeps the results in which a field matches a regular expression, or does not.',
    source: 'Splunk Search Reference, regex',
  },
  stands: 'later',
  parse: readRegex,
});

const HAS_FIELD = /(?:"(?:\\[\s\S]|[^"\\])*"|[^\s"=!(]+)\s*!?=/y;
const FIELD = /[^\s"=!(]+/y;

function readRegex(cursor: Cursor): Regex {
  const start = cursor.mark();
  if (!cursor.peek(HAS_FIELD)) {
    return {
      kind: 'Regex',
      isNegated: false,
      pattern: cursor.expectValue('a regular expression'),
      span: cursor.span(),
    };
  }
  const quoted = cursor.string();
  const name = quoted ?? cursor.read(FIELD)?.[0] ?? '';
  const field: FieldName = { kind: 'FieldName', name, isQuoted: quoted !== undefined, span: cursor.span(start) };
  const isNegated = cursor.symbol('!');
  cursor.expectSymbol('=');
  const pattern = cursor.expectValue('a regular expression');
  return { kind: 'Regex', field, isNegated, pattern, span: cursor.span() };
}
