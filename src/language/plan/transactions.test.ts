import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openTransactions, type TransactionEvent, type TransactionRules } from './transactions.ts';

const RULES: TransactionRules = {
  fields: ['a', 'b'],
  maxEvents: 1000,
  hasStart: false,
  hasEnd: false,
  isConnected: true,
  unifiesEnds: true,
  maxOpen: 5000,
  maxOpenEvents: 100_000,
};

type Values = Readonly<Record<string, string>>;

/** Events one second apart, the newest first. */
function eventsOf(rows: readonly Values[]): TransactionEvent[] {
  return rows.map((row, index) => ({ row, time: 1000 - index, isStart: false, isEnd: false }));
}

/** The times of the members of each transaction. */
function groupsOf(rows: readonly Values[], rules: TransactionRules): string[] {
  const transactions = openTransactions(rules);
  const outcomes = [...eventsOf(rows).flatMap((event) => [...transactions.add(event)]), ...transactions.finish()];
  return outcomes
    .flatMap((one) => (one.kind === 'Transaction' ? [one.members.map(({ time }) => time).join(' ')] : []))
    .sort();
}

/** The same by going through all of them for every event. */
function groupsByScan(rows: readonly Values[], { fields, isConnected }: TransactionRules): string[] {
  const open: { values: Map<string, string>; times: number[] }[] = [];
  for (const { row, time } of eventsOf(rows)) {
    const own = fields.flatMap((field) => (typeof row[field] === 'string' ? [[field, row[field]] as const] : []));
    if (own.length === 0) continue;
    const fitting = open.filter(({ values }) => own.every(([name, value]) => (values.get(name) ?? value) === value));
    const sharing = fitting.filter(({ values }) => own.some(([name]) => values.has(name)));
    const candidates = sharing.length > 0 || isConnected ? sharing : fitting;
    const partner = [...candidates].sort((x, y) => (x.times.at(-1) ?? 0) - (y.times.at(-1) ?? 0))[0];
    const joined = partner ?? { values: new Map<string, string>(), times: [] };
    if (partner === undefined) open.push(joined);
    for (const [name, value] of own) joined.values.set(name, value);
    joined.times.push(time);
  }
  return open.map(({ times }) => times.join(' ')).sort();
}

describe('transactions', () => {
  const value = fc.constantFrom('1', '2', '3');
  const rows = fc.array(fc.record({ a: value, b: value, c: value }, { requiredKeys: [] }), { maxLength: 30 });

  test.each([
    { fields: ['a'], isConnected: true },
    { fields: ['a', 'b'], isConnected: true },
    { fields: ['a', 'b'], isConnected: false },
    { fields: ['a', 'b', 'c'], isConnected: false },
  ])('an event joins what fits it and was used last: %o', (given) => {
    const rules = { ...RULES, ...given };
    const check = (events: readonly Values[]): void => {
      expect(groupsOf(events, rules)).toEqual(groupsByScan(events, rules));
    };
    fc.assert(fc.property(rows, check));
  });

  test('of too many open ones those go that were not added to for longest', () => {
    const transactions = openTransactions({ ...RULES, maxOpen: 2 });
    const outcomes = eventsOf([{ a: '1' }, { a: '2' }, { a: '1' }, { a: '3' }]).flatMap((event) => [
      ...transactions.add(event),
    ]);
    expect(outcomes).toMatchObject([{ isGivenUp: true, isClosed: false, members: [{ time: 999 }] }]);
  });
});
