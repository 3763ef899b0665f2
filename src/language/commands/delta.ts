import type { FieldName, Node } from '../ast.ts';
import type { Plan } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import { integerOption, optionBag } from '../parse/options.ts';
import { arithmetic } from '../plan/arithmetic.ts';
import { extend } from '../plan/build.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { lagged } from '../plan/lagged.ts';
import { fieldOf, freshName } from '../plan/schema.ts';
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
    options: { AS: 'the field that gets the difference; delta(<field>)', p: 'how many results back; 1' },
  },
  stands: 'later',
  parse: readDelta,
  plan: planDelta,
});

/** The first results, and those where one of the two values is no number, have no difference. */
function planDelta(node: Delta, given: Plan | undefined): Plan {
  const input = resultsOf(given);
  const { field, as, lag, span } = node;
  if (lag < 1) fail('SPL106', 'p takes a number from 1 on', span);
  const before = freshName('before', input.schema);
  const both = lagged(input, field.name, [{ lag, output: before }]);
  const difference = arithmetic('-', fieldOf(input.schema, field.name), fieldOf(both.schema, before));
  return extend(both, [{ name: as?.name ?? `delta(${field.name})`, expr: difference }]);
}

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
