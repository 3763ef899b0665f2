import type { Constraint } from './model.ts';
import { listOf, textOf } from './rules.ts';

/** The field has one of the values, compared without case as a search compares. */
export function is(field: string, ...values: readonly string[]): Constraint {
  return (row) => listOf(row.get(field)).some((text) => values.includes(text.toLowerCase()));
}

/** The constraint does not hold; an absent field holds none. */
export function not(constraint: Constraint): Constraint {
  return (row) => !constraint(row);
}

/** All constraints hold. */
export function all(...constraints: readonly Constraint[]): Constraint {
  return (row) => constraints.every((constraint) => constraint(row));
}

/** One constraint holds. */
export function any(...constraints: readonly Constraint[]): Constraint {
  return (row) => constraints.some((constraint) => constraint(row));
}

/** The field exists. */
export function has(field: string): Constraint {
  return (row) => row.get(field) !== undefined;
}

/** The value of the field ends with a text. */
export function endsWith(field: string, end: string): Constraint {
  return (row) => textOf(row.get(field))?.endsWith(end) ?? false;
}
