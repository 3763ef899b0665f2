import type { FieldName } from '../ast.ts';
import type { Cursor } from './cursor.ts';
import {
  booleanOption,
  integerOption,
  type OptionBag,
  type OptionReader,
  type OptionValues,
  optionBag,
  textOption,
} from './options.ts';
import { spanOption } from './time-span.ts';

/** `limit=10`, `limit=top5`, `limit=bottom5`: how many series are kept, and which. 0 keeps all. */
export interface SeriesLimit {
  readonly count: number;
  readonly side: 'top' | 'bottom';
}

const limitOption: OptionReader<SeriesLimit> = (cursor, name) => {
  const start = cursor.mark();
  const text = cursor.expectValue(`a number for ${name}`);
  const [, side = 'top', digits] = /^(top|bottom)?\s*(\d{1,9})$/i.exec(text) ?? [];
  if (digits !== undefined) return { count: Number(digits), side: side.toLowerCase() === 'top' ? 'top' : 'bottom' };
  return cursor.fail('SPL106', `${name} takes a number, found ${JSON.stringify(text)}`, cursor.span(start));
};

const CHART_OPTIONS = {
  limit: limitOption,
  useother: booleanOption,
  usenull: booleanOption,
  nullstr: textOption,
  otherstr: textOption,
  sep: textOption,
  format: textOption,
  cont: booleanOption,
  agg: textOption,
  dedup_splitvals: booleanOption,
  bins: integerOption,
  span: spanOption,
  minspan: spanOption,
  start: textOption,
  end: textOption,
  aligntime: textOption,
};

const TIMECHART_OPTIONS = { ...CHART_OPTIONS, partial: booleanOption, fixedrange: booleanOption };

/** What was given of the options of `chart`. */
export type ChartOptions = OptionValues<typeof CHART_OPTIONS>;
/** What was given of the options of `timechart`. */
export type TimechartOptions = OptionValues<typeof TIMECHART_OPTIONS>;

/** Collects the options of `chart`. Its reading throws SPL106 and SPL116. */
export function chartOptions(cursor: Cursor): OptionBag<typeof CHART_OPTIONS> {
  return optionBag(cursor, 'chart', CHART_OPTIONS);
}

/** Collects the options of `timechart`. Its reading throws SPL106 and SPL116. */
export function timechartOptions(cursor: Cursor): OptionBag<typeof TIMECHART_OPTIONS> {
  return optionBag(cursor, 'timechart', TIMECHART_OPTIONS);
}

/** `where sum in top5`, `where count > 10`, behind the field of a split: which series are kept. */
export interface SeriesFilter {
  readonly aggregate: string;
  readonly test: 'in top' | 'notin top' | 'in bottom' | 'notin bottom' | '<' | '>' | '<=' | '>=' | '=' | '!=';
  readonly value: number;
}

const FILTER =
  /(\w+(?:\([^()]*\))?)\s*(?:(in|notin)\s+(top|bottom)\s*(\d{1,9})|([<>!]=|==|[<>=])\s*(-?\d+(?:\.\d+)?))/iy;

/** Reads the WHERE clause of a split, if one stands here. Source: Splunk Search Reference, timechart. */
export function readSeriesFilter(cursor: Cursor): SeriesFilter | undefined {
  if (cursor.keyword('where') === undefined) return undefined;
  const match = cursor.read(FILTER) ?? cursor.failExpected('a condition such as "sum in top5" or "count > 10"');
  const [, aggregate = '', membership, side, count, operator, value] = match;
  if (membership !== undefined) {
    const test = `${membership} ${side}`.toLowerCase() as SeriesFilter['test'];
    return { aggregate, test, value: Number(count) };
  }
  return { aggregate, test: (operator === '==' ? '=' : operator) as SeriesFilter['test'], value: Number(value) };
}

/** The field of a split, with the options that may stand around it. */
export function readSplit(cursor: Cursor, readOptions: () => void, what: string): FieldName {
  readOptions();
  const field = cursor.expectFieldName(what);
  readOptions();
  cursor.symbol(',');
  return field;
}

/** What the options of the columns mean, in chart and timechart alike. */
export const SERIES_OPTIONS = {
  limit:
    'how many columns are kept, of those that score highest (`top5`, `5`) or lowest (`bottom5`); ten where it is left out, all of them for 0',
  agg: 'the stats function that scores a column over its cells; `sum` where it is left out, and with several functions always the number of results',
  useother: 'whether the other values are one column together; true where it is left out',
  otherstr: 'the name of that column; `OTHER`',
  usenull: 'whether results without the field are a column; true where it is left out',
  nullstr: 'the name of that column; `NULL`',
  sep: 'what stands between function and value in the names of columns, where there are several functions; `: `',
  format: 'such a name with `$AGG$` for the function and `$VAL$` for the value; it takes precedence over `sep`',
  dedup_splitvals: 'whether a value that a multivalue field repeats counts once; false where it is left out',
} as const;
