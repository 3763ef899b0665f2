import type { FieldName } from '../ast.ts';
import type { Expr, Plan, Row } from '../ir.ts';
import { project } from './build.ts';
import type { PlanContext } from './context.ts';
import { column } from './expr.ts';
import { figureOf } from './moving-average.ts';
import { fieldOf, freshName, visibleColumns } from './schema.ts';
import { eachRow, type NewRow, stream } from './tabulate.ts';

export interface ReachOptions {
  readonly by: readonly FieldName[];
  /** The last results of all groups that count; absent: all. */
  readonly results?: number;
  /** The last results of its own group that count; absent: all. */
  readonly ownResults?: number;
  /** How far in time results may lie from the current one, in seconds, ends included; absent: as far as they like. */
  readonly seconds?: number;
  /** Whether the current result is one of those. */
  readonly isCurrentIn: boolean;
}

/** The field that holds the reach while rows pass by. No search can mean it. */
const REACH = '<<REACH>>';

/**
 * Adds to each result how many of those before it in its own group lie in its window. Only the results of the window
 * are remembered.
 *
 * Source: Splunk Search Reference, streamstats.
 */
export async function withReach(
  input: Plan,
  options: ReachOptions,
  context: PlanContext,
): Promise<{ plan: Plan; reach: Expr }> {
  async function* measured(batches: AsyncIterable<readonly Row[]>): AsyncGenerator<NewRow> {
    const reachOf = reachMeter(options);
    for await (const row of eachRow(batches)) yield new Map([...Object.entries(row), [REACH, reachOf(row)]]);
  }
  const plan = await stream(
    input,
    [...visibleColumns(input.schema), { name: REACH, type: 'number' }],
    measured,
    context,
    'each',
  );
  const name = freshName('reach', plan.schema);
  const own = visibleColumns(plan.schema).filter((one) => one.name !== REACH);
  const columns = own.map((one) => ({ name: one.name, expr: column(one.name, one.type) }));
  const all = [...columns, { name, expr: fieldOf(plan.schema, REACH) }];
  return { plan: project(plan, all, plan.schema.isOpen), reach: column(name, 'number') };
}

interface Seen {
  readonly key: string;
  readonly time: number | undefined;
  readonly place: number;
}

function reachMeter({ by, results, ownResults, seconds, isCurrentIn }: ReachOptions): (row: Row) => number {
  const counts = new Map<string, number>();
  let seen: Seen[] = [];
  let first = 0;
  let place = 0;
  const beforeCurrent = (count = Number.POSITIVE_INFINITY) => count - (isCurrentIn ? 1 : 0);
  const before = beforeCurrent(results);
  const isOut = (one: Seen, time: number | undefined) => {
    if (place - one.place > before) return true;
    if (seconds === undefined) return false;
    return time === undefined || one.time === undefined || Math.abs(time - one.time) > seconds;
  };
  const forget = ({ key }: Seen) => {
    const left = (counts.get(key) ?? 1) - 1;
    if (left === 0) counts.delete(key);
    else counts.set(key, left);
    first++;
  };
  return (row) => {
    const time = figureOf(row['_time']);
    const key = JSON.stringify(by.map(({ name }) => row[name] ?? null));
    for (let one = seen[first]; one !== undefined && isOut(one, time); one = seen[first]) forget(one);
    // What is forgotten leaves the list now and then, not each time: that would move all others.
    if (first > 1000 && first * 2 > seen.length) {
      seen = seen.slice(first);
      first = 0;
    }
    const reach = counts.get(key) ?? 0;
    seen.push({ key, time, place: place++ });
    counts.set(key, reach + 1);
    return Math.min(reach, beforeCurrent(ownResults));
  };
}
