import type { FieldName, Node } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { defineCommand } from './define.ts';

export type X11 = Node<
  'X11',
  {
    model: 'add' | 'mult';
    /** Absent: found from the data. */
    period?: number;
    field: FieldName;
    as?: FieldName;
  }
>;

export const x11 = defineCommand<X11>({
  name: 'x11',
  doc: {
    syntax: 'x11 [add()|mult()] [<period>] <field> [AS <name>]',
    summary: 'Takes the seasons out of a series of numbers.',
    source: 'Splunk Search Reference, x11',
  },
  stands: 'later',
  parse: readX11,
});

const MODEL = /(add|mult)\(\s*\)/iy;

function readX11(cursor: Cursor): X11 {
  const model = cursor.read(MODEL)?.[1]?.toLowerCase() === 'add' ? 'add' : 'mult';
  const period = cursor.integer();
  const field = cursor.expectFieldName();
  const as = cursor.keyword('as') === undefined ? undefined : cursor.expectFieldName('a name after AS');
  return {
    kind: 'X11',
    model,
    ...(period === undefined ? {} : { period }),
    field,
    ...(as === undefined ? {} : { as }),
    span: cursor.span(),
  };
}
