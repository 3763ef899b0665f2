import { invariant } from '../../shared/problem.ts';
import type { FieldValue, LogEvent } from '../event.ts';
import { DATASETS } from './index.ts';
import type { Facts, RowReader, Rule } from './model.ts';

/**
 * The row that a data model makes of an event: the fields that the dataset declares, calculated fields and fallbacks
 * applied, names without prefix. Whether the event belongs to the dataset is not asked: `LogEvent.datasets` says.
 *
 * `dataset` is `Model.Dataset`, e.g. `Endpoint.Processes`; another name is a bug of the caller.
 */
export function datasetRow(event: LogEvent, dataset: string): ReadonlyMap<string, FieldValue> {
  const entry = DATASETS.get(dataset);
  invariant(entry !== undefined, `no dataset ${dataset}`);
  const reader = readerOf(event, entry.calculations);
  const row = new Map<string, FieldValue>();
  for (const field of entry.fields) {
    const value = reader.get(field);
    if (value !== undefined) row.set(field, value);
  }
  return row;
}

/** A view of the event in which the given calculations are done. */
export function readerOf(facts: Facts, calculations: readonly (readonly [field: string, rule: Rule])[]): RowReader {
  // A calculation that gives nothing takes the field away: its key stands here without a value.
  const calculated = new Map<string, FieldValue | undefined>();
  const reader: RowReader = {
    facts,
    get: (field) => calculated.get(field) ?? (calculated.has(field) ? undefined : facts.fields.get(field)),
  };
  for (const [field, rule] of calculations) calculated.set(field, rule(reader, field));
  return reader;
}
