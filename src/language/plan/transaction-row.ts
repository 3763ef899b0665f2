import type { Value } from '../ir.ts';
import { byCodePoint, isInternal } from './schema.ts';
import type { NewRow } from './tabulate.ts';
import type { Outcome } from './transactions.ts';

/** How the fields of members become those of their transaction. */
export interface TransactionForm {
  /** Fields that keep each value in the order of time, with a text for members without one. */
  keepsAll(field: string): boolean;
  readonly nullText: string;
  /** Whether the texts of the members stay apart. */
  readonly keepsRawApart: boolean;
}

/** Fields that a transaction has beside those of its members. */
export const TRANSACTION_FIELDS = ['duration', 'eventcount', 'closed_txn', 'field_match_sum', 'linecount'] as const;

/**
 * The result that a transaction becomes: the time of its oldest member, the texts one after the other, of every other
 * field the distinct values.
 *
 * Source: Splunk Search Reference, transaction.
 */
export function transactionRow(
  { members, isClosed, matches }: Extract<Outcome, { kind: 'Transaction' }>,
  form: TransactionForm,
): NewRow {
  const rows = members.map(({ row }) => row).reverse();
  const made: NewRow = new Map();
  const [newest, oldest] = [members[0]?.time ?? 0, members.at(-1)?.time ?? 0];
  made.set('_time', oldest);
  const raw = rows.flatMap((row) => textsOf(row['_raw']));
  if (raw.length > 0) made.set('_raw', form.keepsRawApart ? raw : raw.join('\n'));
  for (const field of new Set(rows.flatMap((row) => Object.keys(row)))) {
    if (isInternal(field)) continue;
    made.set(
      field,
      form.keepsAll(field)
        ? rows.flatMap((row) => listed(row[field], form))
        : distinct(rows.flatMap((row) => textsOf(row[field]))),
    );
  }
  made.set('duration', Number((newest - oldest).toFixed(6)));
  made.set('eventcount', rows.length);
  made.set('closed_txn', isClosed ? 1 : 0);
  made.set('field_match_sum', matches);
  if (raw.length > 0) made.set('linecount', raw.join('\n').split('\n').length);
  return made;
}

function listed(value: Value | undefined, { nullText }: TransactionForm): readonly string[] {
  return value === undefined ? [nullText] : textsOf(value);
}

function textsOf(value: Value | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'object' ? value : [String(value)];
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort(byCodePoint);
}
