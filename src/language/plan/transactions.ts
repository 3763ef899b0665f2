import type { Row, Value } from '../ir.ts';
import { recency } from './recency.ts';
import { valueIndex } from './transaction-index.ts';

/** What holds transactions together. Times are in seconds; absent is no limit. */
export interface TransactionRules {
  /** Fields whose values the members have in common. Without any all events may belong together. */
  readonly fields: readonly string[];
  readonly maxSpan?: number;
  readonly maxPause?: number;
  readonly maxEvents: number;
  readonly hasStart: boolean;
  readonly hasEnd: boolean;
  /** Whether an event that contradicts nothing, but has no value in common either, begins a transaction of its own. */
  readonly isConnected: boolean;
  /** Whether events that begin or end one must have one of its values. */
  readonly unifiesEnds: boolean;
  /** Beyond these the transactions that were not added to for longest are given up. */
  readonly maxOpen: number;
  readonly maxOpenEvents: number;
}

export interface TransactionEvent {
  readonly row: Row;
  readonly time: number;
  readonly isStart: boolean;
  readonly isEnd: boolean;
}

export type Outcome =
  /** Members from the newest to the oldest. Not closed: no rule ended it. */
  | {
      readonly kind: 'Transaction';
      readonly members: readonly TransactionEvent[];
      readonly isClosed: boolean;
      readonly matches: number;
      readonly isGivenUp: boolean;
    }
  /** An event of no transaction. */
  | { readonly kind: 'Orphan'; readonly row: Row };

interface Open {
  readonly members: TransactionEvent[];
  /** The values of the fields so far. */
  readonly values: Map<string, string>;
  readonly latest: number;
  earliest: number;
  matches: number;
}

/** Puts events together, the newest first. */
export interface Transactions {
  add(event: TransactionEvent): readonly Outcome[];
  /** Those still open at the end of the events. */
  finish(): readonly Outcome[];
}

/**
 * Opens the grouping of events into transactions. What can take no further event is let go at once: memory holds the
 * open ones alone.
 *
 * Source: Splunk Search Reference, transaction.
 */
export function openTransactions(rules: TransactionRules): Transactions {
  /** In the order in which they were last added to, and in which they began. */
  const byUse = recency<Open>();
  const byBeginning = recency<Open>();
  const index = valueIndex<Open>(rules.fields);
  let events = 0;
  let outcomes: Outcome[] = [];

  function close(open: Open, isClosed: boolean, isGivenUp = false): void {
    byUse.delete(open);
    byBeginning.delete(open);
    index.remove(open);
    events -= open.members.length;
    outcomes.push({ kind: 'Transaction', members: open.members, isClosed, matches: open.matches, isGivenUp });
  }

  /** Older events can only be further away. Both lists begin with those that are furthest already. */
  function closeExpired(time: number): void {
    const { maxPause = Number.POSITIVE_INFINITY, maxSpan = Number.POSITIVE_INFINITY } = rules;
    for (let open = byUse.first(); open && open.earliest - time > maxPause; open = byUse.first()) close(open, true);
    for (let open = byBeginning.first(); open && open.latest - time > maxSpan; open = byBeginning.first()) {
      close(open, true);
    }
  }

  function closeTooMany(): void {
    while (byUse.size > rules.maxOpen || (events > rules.maxOpenEvents && byUse.size > 1)) {
      const oldest = byUse.first();
      if (oldest === undefined) return;
      close(oldest, false, true);
    }
  }

  function begin(event: TransactionEvent, values: ReadonlyMap<string, string>): void {
    const open: Open = { members: [], values: new Map(), latest: event.time, earliest: event.time, matches: 0 };
    byBeginning.add(open);
    join(open, event, values);
  }

  function join(open: Open, event: TransactionEvent, values: ReadonlyMap<string, string>): void {
    open.members.push(event);
    events++;
    open.earliest = event.time;
    open.matches += values.size;
    for (const [field, value] of values) {
      if (open.values.has(field)) continue;
      open.values.set(field, value);
      index.added(open, field, value);
    }
    byUse.add(open);
    index.used(open);
    if (event.isStart && rules.hasStart) close(open, true);
    else if (open.members.length >= rules.maxEvents) close(open, true);
    closeTooMany();
  }

  /** The transaction that the event belongs to: of several the one that was added to last. */
  function partnerOf(event: TransactionEvent, values: ReadonlyMap<string, string>): Open | undefined {
    if (rules.fields.length === 0) return byUse.last();
    if (values.size === 0) return !rules.unifiesEnds && (event.isStart || event.isEnd) ? byUse.last() : undefined;
    const own = lastUsed([...index.sharing(values)].filter((open) => !contradict(open.values, values)));
    return own ?? (rules.isConnected ? undefined : lastUsed(index.strangers(values)));
  }

  function place(event: TransactionEvent): void {
    const values = valuesOf(event.row, rules.fields);
    closeExpired(event.time);
    const partner = partnerOf(event, values);
    const mayBegin = (!rules.hasEnd || event.isEnd) && (rules.fields.length === 0 || values.size > 0);
    // Seen from the newest event on, what ends a transaction is its first member and what starts it the last one.
    const isNew = rules.hasEnd && event.isEnd && !(rules.hasStart && event.isStart);
    if (partner !== undefined && !isNew) {
      join(partner, event, values);
      return;
    }
    if (partner !== undefined) close(partner, false);
    if (mayBegin) {
      begin(event, values);
      return;
    }
    outcomes.push({ kind: 'Orphan', row: event.row });
  }

  function taken(): readonly Outcome[] {
    const all = outcomes;
    outcomes = [];
    return all;
  }

  return {
    add: (event) => {
      place(event);
      return taken();
    },
    finish: () => {
      for (let open = byUse.first(); open; open = byUse.first()) close(open, false);
      return taken();
    },
  };
}

/** Events come from the newest to the oldest. */
function lastUsed(opens: Iterable<Open>): Open | undefined {
  let found: Open | undefined;
  for (const open of opens) if (found === undefined || open.earliest < found.earliest) found = open;
  return found;
}

function valuesOf(row: Row, fields: readonly string[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const field of fields) {
    const value = row[field];
    if (value !== undefined) values.set(field, wholeText(value));
  }
  return values;
}

/** A multivalue counts as a whole. */
function wholeText(value: Value): string {
  return typeof value === 'object' ? value.join('\u0001') : String(value);
}

function contradict(known: ReadonlyMap<string, string>, values: ReadonlyMap<string, string>): boolean {
  for (const [field, value] of values) {
    const before = known.get(field);
    if (before !== undefined && before !== value) return true;
  }
  return false;
}
