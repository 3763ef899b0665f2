import { invariant } from '../../shared/problem.ts';
import type { FieldValue, LogEvent } from '../event.ts';
import { DATASETS } from './index.ts';
import type { Facts, RowReader, Rule } from './model.ts';

/** The row that a data model makes of an event. A field is calculated when it is asked for, and once. */
export interface DatasetRow {
  /** Every field that the dataset declares, whether or not the row has it. */
  readonly fields: readonly string[];
  /** The value of one of these fields; undefined where the row does not have it. */
  get(field: string): FieldValue | undefined;
}

/**
 * Opens the row that a data model makes of an event: the fields that the dataset declares, calculated fields and
 * fallbacks applied, names without prefix. Whether the event belongs to the dataset is not asked: `LogEvent.datasets`
 * says.
 *
 * `dataset` is `Model.Dataset`, e.g. `Endpoint.Processes`; another name is a bug of the caller.
 */
export function openDatasetRow(event: LogEvent, dataset: string): DatasetRow {
  const entry = DATASETS.get(dataset);
  invariant(entry !== undefined, `no dataset ${dataset}`);
  const reader = readerOf(event, entry.calculations);
  return { fields: entry.fields, get: (field) => reader.get(field) };
}

/** The whole of such a row: the fields that it has, in the order in which the dataset declares them. */
export function datasetRow(event: LogEvent, dataset: string): ReadonlyMap<string, FieldValue> {
  const { fields, get } = openDatasetRow(event, dataset);
  const row = new Map<string, FieldValue>();
  for (const field of fields) {
    const value = get(field);
    if (value !== undefined) row.set(field, value);
  }
  return row;
}

/** Calculations in the order in which they are done. */
export type Calculations = readonly (readonly [field: string, rule: Rule])[];

/** A view of the event in which the given calculations are done. */
export function readerOf(facts: Facts, calculations: Calculations): RowReader {
  return new CalculatedRow(facts, calculations);
}

/** What a calculation gives that was not done yet. */
const NOT_YET = Symbol('not calculated yet');

/**
 * A calculation sees the results of those before it and of no other; so it can be done when its field is asked for, with
 * those that it asks for in turn.
 */
class CalculatedRow implements RowReader {
  readonly facts: Facts;
  readonly #calculations: Calculations;
  /** By place. A calculation that gives nothing takes the field away. */
  readonly #results: (FieldValue | undefined | typeof NOT_YET)[] = [];
  /** The results of calculations before this place can be seen. */
  #limit: number;

  constructor(facts: Facts, calculations: Calculations) {
    this.facts = facts;
    this.#calculations = calculations;
    this.#limit = calculations.length;
    for (let at = 0; at < calculations.length; at++) this.#results.push(NOT_YET);
  }

  get(field: string): FieldValue | undefined {
    for (let at = this.#limit - 1; at >= 0; at--) {
      if (this.#calculations[at]?.[0] === field) return this.#resultOf(at);
    }
    return this.facts.fields.get(field);
  }

  #resultOf(at: number): FieldValue | undefined {
    const known = this.#results[at];
    if (typeof known !== 'symbol') return known;
    const limit = this.#limit;
    this.#limit = at;
    const calculation = this.#calculations[at];
    const result = calculation?.[1](this, calculation[0]);
    this.#limit = limit;
    this.#results[at] = result;
    return result;
  }
}
