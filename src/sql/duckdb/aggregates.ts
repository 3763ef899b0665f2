import { invariant } from '../../shared/problem.ts';
import type { AggregateSite, Dialect, EmitAggregate } from '../dialect.ts';
import { convert, macroCall } from './spelling.ts';

/**
 * Sums and what is made of them add doubles in the order of their size: left to itself the database adds in the order
 * in which its threads finish, and the last digits change from run to run. That order costs ten times the sum: numbers
 * that count something are added as they come, in whole numbers where their squares are added.
 */
export const aggregates: Dialect['aggregates'] = {
  count: (site) => asNumber(site.argument ? filtered('count', '*', site, site.argument.sql) : over('count', '*', site)),
  countValues: (site) => {
    const { sql, type } = argument(site);
    return type === 'multi'
      ? `coalesce(CAST(${over('sum', `len(${sql})`, site)} AS DOUBLE), 0e0)`
      : asNumber(over('count', sql, site));
  },
  distinctCount: (site) => {
    const { sql, type } = argument(site);
    if (type === 'multi') return `coalesce(CAST(len(list_distinct(${listed(site)})) AS DOUBLE), 0e0)`;
    return asNumber(over('count', `DISTINCT ${sql}`, site));
  },
  sum: numeric('sum'),
  avg: numeric('avg'),
  sumsq: (site) => {
    if (argument(site).type === 'multi') {
      return `spl_finite(list_sum(list_transform(spl_numbers(${listed(site)}), lambda x: x * x)))`;
    }
    return `spl_finite(${over('sum', `${squared(site)} ORDER BY ${numberOf(site)}`, site)})`;
  },
  range: (site) => `spl_finite(${numeric('max')(site)} - ${numeric('min')(site)})`,
  stdev: sample('stddev_samp'),
  stdevp: spread('stddev_pop'),
  var: sample('var_samp'),
  varp: spread('var_pop'),
  min: extreme('min'),
  max: extreme('max'),
  median: (site) => ranked(site, 50),
  percentile: (site) => ranked(site, site.parameter ?? 50),
  mode: (site) => {
    const { type } = argument(site);
    const text =
      type === 'multi' ? `list_mode(list_sort(${listed(site)}))` : present('mode', textOf(site), textOf(site), site);
    return convert(text, 'text', site.type);
  },
  first: (site) => ordered('first', argument(site).sql, site.order, site),
  last: (site) => ordered('last', argument(site).sql, site.order, site),
  earliest: (site) => ordered('first', timed(site), joinKeys(`${time(site)} NULLS LAST`, site.order), site),
  latest: (site) => ordered('first', timed(site), joinKeys(`${time(site)} DESC NULLS LAST`, site.order), site),
  earliestTime: (site) => filtered('min', time(site), site, `${argument(site).sql} IS NOT NULL`),
  latestTime: (site) => filtered('max', time(site), site, `${argument(site).sql} IS NOT NULL`),
  values: (site) => {
    if (argument(site).type === 'multi') return `spl_some(list_sort(list_distinct(${listed(site)})))`;
    const text = textOf(site);
    return filtered('list', `DISTINCT ${text} ORDER BY ${text}`, site, `${text} IS NOT NULL`);
  },
  list: (site) => (site.parameter === undefined ? listed(site) : `list_slice(${listed(site)}, 1, ${site.parameter})`),
};

/** An aggregate of numbers, in the order of their size. */
function numeric(fn: string): EmitAggregate {
  return (site) => {
    if (argument(site).type === 'multi') return `spl_finite(list_aggregate(spl_numbers(${listed(site)}), '${fn}'))`;
    const number = numberOf(site);
    const isOpen = fn === 'min' || fn === 'max' || (argument(site).isWhole && (fn === 'sum' || fn === 'avg'));
    return `spl_finite(${over(fn, isOpen ? number : `${number} ORDER BY ${number}`, site)})`;
  };
}

/** A variance, or its root. Of counts it is made of sums of whole numbers, which are exact. */
function spread(fn: 'stddev_samp' | 'stddev_pop' | 'var_samp' | 'var_pop'): EmitAggregate {
  return (site) => {
    const { isWhole, sql } = argument(site);
    if (!isWhole) return numeric(fn)(site);
    const whole = `CAST(${sql} AS HUGEINT)`;
    const count = over('count', sql, site);
    const squares = over('sum', `${whole} * ${whole}`, site);
    const variance = `spl_variance(${count}, ${over('sum', whole, site)}, ${squares}, ${fn.endsWith('_samp') ? 1 : 0})`;
    return fn.startsWith('stddev') ? `sqrt(${variance})` : variance;
  };
}

/** A statistic of a sample, which SPL makes 0 where there is but one number. */
function sample(fn: 'stddev_samp' | 'var_samp'): EmitAggregate {
  return (site) => {
    if (argument(site).type === 'multi') {
      const numbers = `spl_numbers(${listed(site)})`;
      return `coalesce(${numeric(fn)(site)}, CASE WHEN len(${numbers}) = 1 THEN 0e0 END)`;
    }
    return `coalesce(${spread(fn)(site)}, CASE WHEN ${over('count', numberOf(site), site)} = 1 THEN 0e0 END)`;
  };
}

function extreme(fn: 'min' | 'max'): EmitAggregate {
  return (site) => {
    const { sql, type } = argument(site);
    if (type === 'number') return over(fn, sql, site);
    const text =
      type === 'multi'
        ? `list_sort(list_transform(${listed(site)}, lambda x: spl_mixed_of(x)))[${fn === 'min' ? 1 : -1}].t`
        : `(${filtered(fn, macroCall('spl_mixed', sql), site, `${sql} IS NOT NULL`)}).t`;
    return convert(text, 'text', site.type);
  };
}

function ranked(site: AggregateSite, percent: number): string {
  const { type } = argument(site);
  const number = numberOf(site);
  const sorted =
    type === 'multi'
      ? `spl_numbers(${listed(site)})`
      : filtered('list', `${number} ORDER BY ${number}`, site, `${number} IS NOT NULL`);
  return `spl_rank(${sorted}, ${percent})`;
}

/** All values as texts, in the order of the input; NULL without any. */
function listed(site: AggregateSite): string {
  const { sql, type } = argument(site);
  const value = type === 'multi' ? sql : textOf(site);
  const list = present('list', value, site.order, site);
  return type === 'multi' ? `flatten(${list})` : list;
}

function ordered(fn: 'first' | 'last', value: string, order: string, site: AggregateSite): string {
  const keys = order === '' ? '' : ` ORDER BY ${order}`;
  // Over a window these are functions of another kind, with a clause of their own for NULLs.
  return site.over === ''
    ? `${fn}(${value}${keys}) FILTER (WHERE ${value} IS NOT NULL)`
    : `${fn}_value(${value}${keys} IGNORE NULLS) ${site.over}`;
}

/** The value where it has a time. */
function timed(site: AggregateSite): string {
  return `CASE WHEN ${time(site)} IS NOT NULL THEN ${argument(site).sql} END`;
}

function present(fn: string, value: string, order: string, site: AggregateSite): string {
  const keys = order === '' ? '' : ` ORDER BY ${order}`;
  return filtered(fn, `${value}${keys}`, site, `${value} IS NOT NULL`);
}

function filtered(fn: string, args: string, { over: window }: AggregateSite, condition: string): string {
  return `${fn}(${args}) FILTER (WHERE ${condition})${window === '' ? '' : ` ${window}`}`;
}

function over(fn: string, args: string, { over: window }: AggregateSite): string {
  return `${fn}(${args})${window === '' ? '' : ` ${window}`}`;
}

function asNumber(sql: string): string {
  return `CAST(${sql} AS DOUBLE)`;
}

function squared(site: AggregateSite): string {
  return `pow(${numberOf(site)}, 2)`;
}

function numberOf(site: AggregateSite): string {
  const { sql, type } = argument(site);
  return convert(sql, type, 'number');
}

function textOf(site: AggregateSite): string {
  const { sql, type } = argument(site);
  return convert(sql, type, 'text');
}

function joinKeys(first: string, rest: string): string {
  return rest === '' ? first : `${first}, ${rest}`;
}

function time(site: AggregateSite): string {
  invariant(site.time !== undefined, 'an aggregate by time has a time');
  return site.time;
}

function argument(site: AggregateSite): NonNullable<AggregateSite['argument']> {
  invariant(site.argument !== undefined, 'an aggregate of values has an argument');
  return site.argument;
}
