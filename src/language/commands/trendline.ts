import type { FieldName, Node } from '../ast.ts';
import type { Column, Plan, Row, Value } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import type { PlanContext } from '../plan/context.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { figureOf, movingAverage, PERIOD_LIMIT } from '../plan/moving-average.ts';
import { visibleColumns } from '../plan/schema.ts';
import { eachRow, type NewRow, stream } from '../plan/tabulate.ts';
import { defineCommand } from './define.ts';

/** `sma5(errors) AS trend`: a simple, exponential or weighted average over the last results. */
export type Trend = Node<'Trend', { type: 'sma' | 'ema' | 'wma'; period: number; field: FieldName; output: string }>;

export type Trendline = Node<'Trendline', { trends: readonly Trend[] }>;

export const trendline = defineCommand<Trendline>({
  name: 'trendline',
  doc: {
    syntax: 'trendline (sma|ema|wma)<period>(<field>) [AS <name>]...',
    summary: 'Adds moving averages.',
    source: 'Splunk Search Reference, trendline',
    options: {
      sma: 'the average of the last numbers, so many as the period says',
      ema: 'the average before and the number, which has the weight 2/(period+1)',
      wma: 'the average of the last numbers, the newest with the weight of the period, the oldest with 1',
      AS: 'the field that gets the average; its text, for example sma5(n)',
    },
    differs: 'a result without a number has no average, and does not count in those of others',
  },
  stands: 'later',
  parse: readTrendline,
  plan: planTrendline,
});

/** Results before the period is full have no average; one without a number in the field has none and is passed over. */
async function planTrendline(node: Trendline, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const input = resultsOf(given);
  for (const { period, span } of node.trends) {
    if (period < 2 || period > PERIOD_LIMIT) fail('SPL106', `a period is a number from 2 to ${PERIOD_LIMIT}`, span);
  }
  async function* averaged(batches: AsyncIterable<readonly Row[]>): AsyncGenerator<NewRow> {
    const averages = node.trends.map(movingAverage);
    for await (const row of eachRow(batches)) {
      const added = new Map<string, Value>(Object.entries(row));
      node.trends.forEach(({ field, output }, index) => {
        const average = averages[index]?.(figureOf(row[field.name]));
        added.delete(output);
        if (average !== undefined) added.set(output, average);
      });
      yield added;
    }
  }
  const outputs = node.trends.map(({ output }): Column => ({ name: output, type: 'number' }));
  const kept = visibleColumns(input.schema).filter(({ name }) => !outputs.some((output) => output.name === name));
  return await stream(input, [...kept, ...outputs], averaged, context, 'each');
}

const TREND = /(sma|ema|wma)(\d{1,5})\s*\(/iy;

function readTrendline(cursor: Cursor): Trendline {
  const trends: Trend[] = [];
  do {
    trends.push(readTrend(cursor));
    while (cursor.symbol(','));
  } while (!cursor.atEnd());
  return { kind: 'Trendline', trends, span: cursor.span() };
}

function readTrend(cursor: Cursor): Trend {
  const start = cursor.mark();
  const [, name = '', digits = ''] = cursor.read(TREND) ?? cursor.failExpected('an average such as sma5(field)');
  const field = cursor.expectFieldName();
  cursor.expectSymbol(')');
  const type = name.toLowerCase() as Trend['type'];
  const as = cursor.keyword('as') === undefined ? undefined : cursor.expectFieldName('a name after AS');
  const output = as?.name ?? `${name}${digits}(${field.name})`;
  return { kind: 'Trend', type, period: Number(digits), field, output, span: cursor.span(start) };
}
