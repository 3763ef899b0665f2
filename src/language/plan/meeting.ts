import type { Expr, Named, Plan } from '../ir.ts';
import { aggregate, filter, join } from './build.ts';
import { and, call, column, isNothing, isNotNull, nothing } from './expr.ts';
import { freshName } from './schema.ts';
import { wholeValue } from './whole-value.ts';

/** Rows of two sides that come together where their keys are equal: of `join`, and of `lookup` and its table. */
export interface Meeting {
  readonly left: MeetingSide;
  /** As many keys, in the same order. */
  readonly right: MeetingSide;
  /** Finds the left rows that meet one of the right. */
  met(isCaseSensitive: boolean): Promise<Met>;
}

export interface MeetingSide {
  readonly rows: Plan;
  /** By their names in the search. */
  readonly keys: readonly Named[];
}

/** The left rows. */
export interface Met {
  readonly rows: Plan;
  /** NULL where the row met none. */
  readonly hit: Expr;
}

/** Left rows whose keys, as texts, are those of a right one. A NULL key meets nothing. */
export function equalKeys(left: MeetingSide, right: MeetingSide, isCaseSensitive: boolean): Met {
  const on = left.keys.map((key) => keyText(key.expr, isCaseSensitive));
  const others = right.keys.map((key) => keyText(key.expr, isCaseSensitive));
  if (on.length === 0 || [...on, ...others].some(isNothing)) return { rows: left.rows, hit: nothing() };
  const keys = others.map((expr, at): Named => {
    return { name: freshName(`met key${at}`, left.rows.schema, right.rows.schema), expr };
  });
  const distinct = aggregate(filter(right.rows, and(...others.map(isNotNull))), keys, []);
  const columns = keys.map(({ name }) => column(name, 'text'));
  const pairs = on.map((key, at) => ({ left: key, right: columns[at] ?? nothing() }));
  // Each combination of keys is there once: the order of this side decides nothing.
  const side: Plan = { ...distinct, order: [] };
  return { rows: join(left.rows, side, 'left', pairs), hit: columns[0] ?? nothing() };
}

function keyText(value: Expr, isCaseSensitive: boolean): Expr {
  const whole = wholeValue(value);
  return isCaseSensitive || isNothing(whole) ? whole : call('lower', 'text', whole);
}
