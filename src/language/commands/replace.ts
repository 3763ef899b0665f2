import type { FieldName, Node } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { defineCommand } from './define.ts';

/** `"::ffff:*" WITH *`: a whole value is replaced; each `*` of the pattern may come back in the replacement. */
export type Replacement = Node<'Replacement', { pattern: string; replacement: string }>;

export type Replace = Node<
  'Replace',
  {
    replacements: readonly Replacement[];
    /** Empty without IN: all fields. */
    fields: readonly FieldName[];
  }
>;

export const replace = defineCommand<Replace>({
  name: 'replace',
  doc: {
    syntax: 'replace <pattern> WITH <text>[, <pattern> WITH <text>]... [IN <field>...]',
    summary: 'Replaces values of fields; patterns match the whole value.',
    source: 'Splunk Search Reference, replace',
  },
  stands: 'later',
  parse: readReplace,
});

function readReplace(cursor: Cursor): Replace {
  const replacements: Replacement[] = [];
  do {
    replacements.push(readReplacement(cursor));
    while (cursor.symbol(','));
  } while (!cursor.atEnd() && cursor.peekKeyword('in') === undefined);
  const fields = cursor.keyword('in') === undefined ? [] : cursor.fieldList();
  return { kind: 'Replace', replacements, fields, span: cursor.span() };
}

function readReplacement(cursor: Cursor): Replacement {
  const start = cursor.mark();
  const pattern = cursor.expectValue('a value to replace');
  if (cursor.keyword('with') === undefined) cursor.failExpected('WITH after the value to replace');
  const replacement = cursor.expectValue('a replacement after WITH');
  const span = cursor.span(start);
  if (stars(replacement) !== 0 && stars(replacement) !== stars(pattern)) {
    const hint = 'a replacement has as many * as its pattern, or none';
    cursor.fail('SPL114', `the wildcards of "${pattern}" and "${replacement}" do not correspond`, span, hint);
  }
  return { kind: 'Replacement', pattern, replacement, span };
}

function stars(text: string): number {
  return text.split('*').length - 1;
}
