import type { Span } from '../../shared/span.ts';
import type { Expr, Plan, Value } from '../ir.ts';
import { extend, rows } from './build.ts';
import type { PlanContext } from './context.ts';
import { number } from './expr.ts';
import { fail } from './fail.ts';
import { optimise } from './optimise.ts';
import type { NewRow } from './tabulate.ts';

/** Buckets of one table. Source: Splunk Search Reference, timechart: more of them are an error. */
export const BUCKETS_LIMIT = 50_000;

/** The first and the last bucket of a table, by where they start. */
export interface Buckets {
  readonly first: number;
  readonly last: number;
  next(start: number): number;
}

/** The starts of the buckets that two values fall into. */
export async function bucketsAt(
  [from, to]: readonly [from: number, to: number],
  bucketOf: (value: Expr) => Expr,
  { environment }: PlanContext,
): Promise<readonly [first: number, last: number]> {
  const plan: Plan = extend(rows(1), [
    { name: 'first', expr: bucketOf(number(from)) },
    { name: 'last', expr: bucketOf(number(to)) },
  ]);
  const [row] = await environment.rows(optimise(plan));
  return [Number(row?.['first'] ?? from), Number(row?.['last'] ?? to)];
}

/**
 * Rows of all buckets from the first to the last one, in their order; those without a row get one of what stands for
 * nothing. Several rows of one bucket stay.
 *
 * @throws SPL303 for more than BUCKETS_LIMIT of them
 */
export function filledBuckets(
  given: Iterable<NewRow>,
  field: string,
  { first, last, next }: Buckets,
  fillers: ReadonlyMap<string, Value>,
  span: Span,
): readonly NewRow[] {
  const found = new Map<string, NewRow[]>();
  for (const row of given) {
    const key = keyOf(Number(row.get(field)));
    found.set(key, [...(found.get(key) ?? []), row]);
  }
  const filled: NewRow[] = [];
  let count = 0;
  for (let start = first; start <= last; start = next(start)) {
    if (++count > BUCKETS_LIMIT) {
      fail('SPL303', `more than ${BUCKETS_LIMIT} buckets`, span, 'give a longer span, or a shorter range of time');
    }
    const own = found.get(keyOf(start));
    if (own === undefined) filled.push(new Map<string, Value>([[field, start], ...fillers]));
    else filled.push(...own);
  }
  return filled;
}

/** Starts that were computed in two ways are the same for all digits that count. */
function keyOf(start: number): string {
  return start.toFixed(5);
}
