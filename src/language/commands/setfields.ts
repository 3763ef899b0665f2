import type { Node } from '../ast.ts';
import type { Plan } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import { type Parameter, readParameter } from '../parse/plain.ts';
import { extend } from '../plan/build.ts';
import { text } from '../plan/expr.ts';
import { resultsOf } from '../plan/input.ts';
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
  plan: planSetfields,
});

function planSetfields(node: Setfields, given: Plan | undefined): Plan {
  // Of two values for one field the last one counts.
  const values = new Map(node.values.map(({ name, value }) => [name, value]));
  return extend(
    resultsOf(given),
    [...values].map(([name, value]) => ({ name, expr: text(value) })),
  );
}

function readSetfields(cursor: Cursor): Setfields {
  const values: Parameter[] = [];
  while (!cursor.atEnd()) {
    if (cursor.symbol(',')) continue;
    values.push(readParameter(cursor) ?? cursor.failExpected('<field>="<text>"'));
  }
  if (values.length === 0) cursor.failExpected('<field>="<text>"');
  return { kind: 'Setfields', values, span: cursor.span() };
}
