import type { Constraint, RowReader } from './model.ts';
import { listOf, textOf } from './rules.ts';

/** The field has one of the values, compared without case as a search compares. */
export function is(field: string, ...values: readonly string[]): Constraint {
  const told = values.length === 1 ? `${field}=${values[0]}` : `${field} IN (${values.join(', ')})`;
  return constraint(told, (row) => listOf(row.get(field)).some((text) => values.includes(text.toLowerCase())));
}

/** The constraint does not hold; an absent field holds none. */
export function not(one: Constraint): Constraint {
  return constraint(`NOT ${one.told}`, (row) => !one(row));
}

/** All constraints hold. */
export function all(...constraints: readonly Constraint[]): Constraint {
  return constraint(joined(constraints, ' '), (row) => constraints.every((one) => one(row)));
}

/** One constraint holds. */
export function any(...constraints: readonly Constraint[]): Constraint {
  return constraint(joined(constraints, ' OR '), (row) => constraints.some((one) => one(row)));
}

/** The field exists. */
export function has(field: string): Constraint {
  return constraint(`${field}=*`, (row) => row.get(field) !== undefined);
}

/** The value of the field ends with a text. */
export function endsWith(field: string, end: string): Constraint {
  return constraint(`${field}=*${end}`, (row) => textOf(row.get(field))?.endsWith(end) ?? false);
}

function constraint(told: string, holds: (row: RowReader) => boolean): Constraint {
  return Object.assign(holds, { told });
}

function joined(constraints: readonly Constraint[], word: string): string {
  return `(${constraints.map(({ told }) => told).join(word)})`;
}
