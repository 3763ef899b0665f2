import type { FieldName, Node } from '../ast.ts';
import type { Plan, Row } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import type { PlanContext } from '../plan/context.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { figureOf } from '../plan/moving-average.ts';
import { type NewRow, type NewTable, tabulate } from '../plan/tabulate.ts';
import { periodOf } from '../statistics/period.ts';
import { seasonallyAdjusted } from '../statistics/seasonal-adjustment.ts';
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
    syntax: 'x11 [add|mult][<period>](<field>) [AS <name>]',
    summary: 'Takes the seasons out of a series of numbers.',
    source: 'Splunk Search Reference, x11',
    options: {
      'add, mult': 'whether the season is added to the trend or multiplies it; mult by default',
      '<period>': 'the length of the season in results, from 5 to 1000; found from the values by default',
      AS: 'the field that gets the values without the season; x11(<field>) by default',
    },
    differs:
      'Trend and seasons are found in two rounds of moving averages, without the corrections of X-11 for extreme values and trading days, so that figures may differ. A field without a season, or with values for less than two of them, is left out with a warning.',
  },
  stands: 'later',
  parse: readX11,
  plan: planX11,
});

const [SHORTEST, LONGEST] = [5, 1000];

async function planX11(node: X11, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { period, span } = node;
  if (period !== undefined && (period < SHORTEST || period > LONGEST)) {
    fail('SPL106', `a period is a number from ${SHORTEST} to ${LONGEST}, found ${period}`, span);
  }
  const warn = (reason: string) => context.environment.warn?.(`x11: "${node.field.name}" ${reason}`);
  return await tabulate(resultsOf(given), (rows) => adjusted(rows, node, warn), context);
}

function adjusted(rows: readonly Row[], node: X11, warn: (reason: string) => void): NewTable {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const made = rows.map((row): NewRow => new Map(Object.entries(row)));
  const series = rows.map((row) => figureOf(row[node.field.name]));
  const period = node.period ?? periodOf(series, SHORTEST);
  if (rows.length === 0) return { columns, rows: [] };
  if (period === undefined || series.length < 2 * period) {
    warn(period === undefined ? 'has no season' : `has fewer than ${2 * period} values`);
    return { columns, rows: made };
  }
  const output = node.as?.name ?? `x11(${node.field.name})`;
  seasonallyAdjusted(series, { period, model: node.model }).forEach((value, at) => {
    if (value !== undefined && Number.isFinite(value)) made[at]?.set(output, value);
  });
  return { columns: [...columns.filter((name) => name !== output), output], rows: made };
}

/** `mult15(count)` as the manual's examples have it, and `mult() 15 count`. */
const CALL = /(add|mult)?(\d{1,6})?\(\s*(?!\))/iy;
const MODEL = /(add|mult)\(\s*\)/iy;

function readX11(cursor: Cursor): X11 {
  const call = cursor.read(CALL);
  const model = (call ?? cursor.read(MODEL))?.[1]?.toLowerCase() === 'add' ? 'add' : 'mult';
  const period = call === undefined ? cursor.integer() : numberOf(call[2]);
  const field = cursor.expectFieldName();
  if (call !== undefined) cursor.expectSymbol(')');
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

function numberOf(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits);
}
