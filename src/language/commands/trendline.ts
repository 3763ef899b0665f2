import type { FieldName, Node } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
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
  },
  stands: 'later',
  parse: readTrendline,
});

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
