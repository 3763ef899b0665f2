import type { FieldValue, LogEvent } from '../event.ts';

/** What of an event the rules of a model look at. */
export type Facts = Pick<LogEvent, 'fields' | 'source' | 'sourcetype' | 'time'>;

/** The row under construction: what is calculated so far, and behind it the event. */
export interface RowReader {
  readonly facts: Facts;
  /** The field's value by now; undefined where it has none. */
  get(field: string): FieldValue | undefined;
}

/** Calculates a field of a row; undefined leaves the field absent, whatever the event had. */
export interface Rule {
  (row: RowReader, field: string): FieldValue | undefined;
  /** What it does, for the reference: a clause with names of fields between backticks. */
  readonly told: string;
}

/** Whether a row belongs to a dataset, beyond its tags. */
export interface Constraint {
  (row: RowReader): boolean;
  /** As a search would write it. */
  readonly told: string;
}

/** Ties a rule to what the reference says of it. */
export function rule(told: string, calculate: (row: RowReader, field: string) => FieldValue | undefined): Rule {
  return Object.assign(calculate, { told });
}

/** A dataset as its model declares it. */
export interface Dataset {
  readonly name: string;
  /** Tags that an event must all have. */
  readonly tags?: readonly string[];
  /** Tags of which an event must have one. */
  readonly anyTag?: readonly string[];
  readonly where?: Constraint;
  /** Fields that the dataset adds to those of its parent. Others do not exist for a search over the model. */
  readonly fields?: readonly string[];
  /** Assets and identities of which Enterprise Security would add category, business unit and priority. */
  readonly enriched?: readonly string[];
  /** In this order, each seeing the results of those before it. */
  readonly calculations?: readonly (readonly [field: string, rule: Rule])[];
  readonly children?: readonly Dataset[];
}

export interface DataModel {
  readonly name: string;
  readonly datasets: readonly Dataset[];
}
