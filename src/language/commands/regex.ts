import type { FieldName, Node } from '../ast.ts';
import { regexOf } from '../functions/regex.ts';
import type { Plan } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import { filter } from '../plan/build.ts';
import { asText } from '../plan/convert.ts';
import { call, isNothing, isTrue, not, text } from '../plan/expr.ts';
import { resultsOf } from '../plan/input.ts';
import { anyValue } from '../plan/lambda.ts';
import { fieldOf } from '../plan/schema.ts';
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
  plan: planRegex,
});

function planRegex(node: Regex, given: Plan | undefined): Plan {
  const input = resultsOf(given);
  const { pattern, engine } = regexOf(node.pattern, node.span, 'test');
  const field = fieldOf(input.schema, node.field?.name ?? '_raw');
  // A field that is not there never matches.
  const value = field.type === 'multi' ? field : asText(field);
  if (isNothing(value)) return filter(input, { kind: 'Literal', value: node.isNegated, type: 'boolean' });
  const matches = isTrue(anyValue(value, (one) => call('regexMatch', 'boolean', one, text(pattern), text(engine))));
  return filter(input, node.isNegated ? not(matches) : matches);
}

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
