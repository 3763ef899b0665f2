import type { FieldName, Node } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { defineCommand } from './define.ts';

export type RenamePair = Node<'RenamePair', { from: FieldName; to: FieldName }>;

export type Rename = Node<'Rename', { pairs: readonly RenamePair[] }>;

export const rename = defineCommand<Rename>({
  name: 'rename',
  doc: {
    syntax: 'rename <field> AS <name>[, <field> AS <name>]...',
    summary: 'Renames fields. Both names have the same number of wildcards.',
    source: 'Splunk Search Reference, rename',
  },
  stands: 'later',
  parse: readRename,
});

function readRename(cursor: Cursor): Rename {
  const pairs: RenamePair[] = [];
  do {
    pairs.push(readPair(cursor));
    while (cursor.symbol(','));
  } while (!cursor.atEnd());
  return { kind: 'Rename', pairs, span: cursor.span() };
}

function readPair(cursor: Cursor): RenamePair {
  const start = cursor.mark();
  const from = cursor.expectFieldName();
  if (cursor.keyword('as', 'to') === undefined) cursor.failExpected(`AS after "${from.name}"`);
  const to = cursor.expectFieldName('a name after AS');
  const span = cursor.span(start);
  if (wildcards(from) !== wildcards(to)) {
    const hint = 'both names of a rename need the same number of *';
    cursor.fail('SPL114', `the wildcards of "${from.name}" and "${to.name}" do not correspond`, span, hint);
  }
  return { kind: 'RenamePair', from, to, span };
}

function wildcards(field: FieldName): number {
  return field.name.split('*').length - 1;
}
