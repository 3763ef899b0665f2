import type { FieldName, Node } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { integerOption, optionBag } from '../parse/options.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { p: integerOption };

export type Delta = Node<
  'Delta',
  {
    field: FieldName;
    /** Absent: `delta(<field>)`. */
    as?: FieldName;
    /** How many results back. */
    lag: number;
  }
>;

export const delta = defineCommand<Delta>({
  name: 'delta',
  doc: {
    syntax: 'delta <field> [AS <name>] [p=<lag>]',
    summary: 'Adds by how much a number differs from the one before.',
    source: 'Splunk Search Reference, delta',
  },
  stands: 'later',
  parse: readDelta,
});

function readDelta(cursor: Cursor): Delta {
  const options = optionBag(cursor, 'delta', OPTIONS);
  options.readAll();
  const field = cursor.expectFieldName();
  options.readAll();
  const as = cursor.keyword('as') === undefined ? undefined : cursor.expectFieldName('a name after AS');
  options.readAll();
  const lag = options.values.p ?? 1;
  return { kind: 'Delta', field, ...(as === undefined ? {} : { as }), lag, span: cursor.span() };
}
