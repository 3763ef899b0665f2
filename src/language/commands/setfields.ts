import type { Node } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { type Parameter, readParameter } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

export type Setfields = Node<'Setfields', { values: readonly Parameter[] }>;

export const setfields = defineCommand<Setfields>({
  name: 'setfields',
  doc: {
    syntax: 'setfields <field>="<text>"[, <field>="<text>"]...',
    summary: 'Sets fields to texts.',
    source: 'Splunk Search Reference, setfields',
  },
  stands: 'later',
  parse: readSetfields,
});

function readSetfields(cursor: Cursor): Setfields {
  const values: Parameter[] = [];
  while (!cursor.atEnd()) {
    if (cursor.symbol(',')) continue;
    values.push(readParameter(cursor) ?? cursor.failExpected('<field>="<text>"'));
  }
  if (values.length === 0) cursor.failExpected('<field>="<text>"');
  return { kind: 'Setfields', values, span: cursor.span() };
}
