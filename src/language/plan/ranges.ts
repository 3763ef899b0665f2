import type { Span } from '../../shared/span.ts';
import type { Value } from '../ir.ts';
import { BUCKETS_LIMIT } from './continuous.ts';
import { numberText } from './convert.ts';
import { fail } from './fail.ts';
import { figureOf } from './moving-average.ts';
import { type FixedSpan, nextBucket } from './spans.ts';
import type { NewRow } from './tabulate.ts';

/** How the values of a field were put into buckets. */
export interface Discretisation {
  readonly field: string;
  readonly span: FixedSpan;
  /** Whether a bucket is shown by where it starts, as times are; else as a range such as `10-20`. */
  readonly isTime: boolean;
  readonly timezone: string;
  /** Numbers whose buckets are there in any case. */
  readonly bounds: readonly number[];
}

/**
 * Rows in the order of their buckets, with a row for each bucket between the first and the last one that has none.
 * Rows whose key is no bucket come last.
 *
 * @param given rows, in any order
 * @param fillers what stands in a row that is added
 * @throws SPL303 for more buckets than BUCKETS_LIMIT
 * Source: Splunk Search Reference, chart, the option cont.
 */
export function continuousRows(
  given: Iterable<NewRow>,
  buckets: Discretisation,
  fillers: ReadonlyMap<string, Value>,
  place: Span,
): readonly NewRow[] {
  const { known, others } = parted([...given, ...boundRows(buckets, fillers)], buckets.field);
  const rows: NewRow[] = [];
  for (const [index, { row, low }] of known.entries()) {
    // The bucket of a bound comes twice where it has results.
    if (index === 0 || isBefore(known[index - 1]?.low ?? low, low)) rows.push(row);
    const until = known[index + 1]?.low ?? low;
    for (let start = next(low, buckets); isBefore(start, until); start = next(start, buckets)) {
      if (rows.push(new Map<string, Value>([[buckets.field, labelOf(start, buckets)], ...fillers])) <= BUCKETS_LIMIT) {
        continue;
      }
      const hint = 'give a longer span, or cont=false to leave out those without results';
      fail('SPL303', `more than ${BUCKETS_LIMIT} buckets`, place, hint);
    }
  }
  return [...rows, ...others];
}

/** Rows by the number that their key is or begins with; those without one last, in their order. */
export function rowsInOrder(given: Iterable<NewRow>, field: string): readonly NewRow[] {
  const { known, others } = parted(given, field);
  return [...known.map(({ row }) => row), ...others];
}

function boundRows({ field, span, bounds, ...rest }: Discretisation, fillers: ReadonlyMap<string, Value>): NewRow[] {
  if (span.kind !== 'Number') return [];
  return bounds.map((bound) => {
    const low = Number((Math.floor(bound / span.amount) * span.amount).toPrecision(12));
    return new Map([[field, labelOf(low, { field, span, bounds, ...rest })], ...fillers]);
  });
}

interface Known {
  readonly row: NewRow;
  readonly low: number;
}

function parted(given: Iterable<NewRow>, field: string): { known: readonly Known[]; others: readonly NewRow[] } {
  const known: Known[] = [];
  const others: NewRow[] = [];
  for (const row of given) {
    const low = lowerBound(row.get(field));
    if (low === undefined) others.push(row);
    else known.push({ row, low });
  }
  return { known: known.sort((a, b) => a.low - b.low), others };
}

/** A bucket such as `10-20` stands where it begins. */
function lowerBound(value: Value | undefined): number | undefined {
  const figure = figureOf(value);
  if (figure !== undefined) return figure;
  const [, low] = typeof value === 'string' ? (RANGE.exec(value) ?? []) : [];
  return low === undefined ? undefined : Number(low);
}

const RANGE = /^(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)--?\d/i;

/** Where the bucket behind one begins. Its digits are those that count: steps of 0.1 would add up their errors. */
function next(start: number, { span, timezone }: Discretisation): number {
  switch (span.kind) {
    case 'Number':
      return Number((start + span.amount).toPrecision(12));
    case 'Log':
      return start > 0 ? Number((start * span.base).toPrecision(12)) : Number.POSITIVE_INFINITY;
    case 'Time':
      return nextBucket(start, span, timezone);
  }
}

function isBefore(start: number, end: number): boolean {
  return start < end - Math.abs(end) * 1e-9;
}

function labelOf(start: number, buckets: Discretisation): Value {
  if (buckets.isTime || buckets.span.kind === 'Time') return start;
  return `${numberText(start)}-${numberText(next(start, buckets))}`;
}
