import type { FieldName, Node } from '../ast.ts';
import type { Plan } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { lagged } from '../plan/lagged.ts';
import { defineCommand } from './define.ts';

export type Autoregress = Node<
  'Autoregress',
  {
    field: FieldName;
    /** Only for a single lag. */
    as?: FieldName;
    /** How many results back, from the first to the last lag: `p=1-5`. */
    from: number;
    to: number;
  }
>;

export const autoregress = defineCommand<Autoregress>({
  name: 'autoregress',
  doc: {
    syntax: 'autoregress <field> [AS <name>] [p=<lag>[-<lag>]]',
    summary: 'Adds the values that a field had one or more results before.',
    source: 'Splunk Search Reference, autoregress',
    options: {
      AS: 'the field that gets the value, for one lag alone; <field>_p<lag>',
      p: 'how many results back, or from and to how many; 1',
    },
    differs: 'at most 1000 lags at once',
  },
  stands: 'later',
  parse: readAutoregress,
  plan: planAutoregress,
});

function planAutoregress(node: Autoregress, given: Plan | undefined): Plan {
  const input = resultsOf(given);
  const { field, as, from, to, span } = node;
  if (as !== undefined && to > from) fail('SPL303', 'autoregress takes AS for one lag alone', span, 'leave AS out');
  if (to - from >= LAGS_LIMIT) fail('SPL303', `karst runs autoregress with at most ${LAGS_LIMIT} lags`, span);
  const lags = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  return lagged(
    input,
    field.name,
    lags.map((lag) => ({ lag, output: as?.name ?? `${field.name}_p${lag}` })),
  );
}

/** Each lag is a column. */
const LAGS_LIMIT = 1000;

const LAGS = /(\d{1,6})(?:-(\d{1,6}))?(?!\w)/y;

function readAutoregress(cursor: Cursor): Autoregress {
  const field = cursor.expectFieldName();
  const as = cursor.keyword('as') === undefined ? undefined : cursor.expectFieldName('a name after AS');
  const { from, to } = readLags(cursor);
  return { kind: 'Autoregress', field, ...(as === undefined ? {} : { as }), from, to, span: cursor.span() };
}

function readLags(cursor: Cursor): { from: number; to: number } {
  if (cursor.peekOption()?.toLowerCase() !== 'p') return { from: 1, to: 1 };
  cursor.optionName();
  const start = cursor.mark();
  const match = cursor.read(LAGS);
  const from = Number(match?.[1] ?? 0);
  const to = Number(match?.[2] ?? from);
  if (from < 1 || to < from)
    cursor.fail('SPL106', 'p takes a lag from 1 on, or a range such as 1-5', cursor.span(start));
  return { from, to };
}
