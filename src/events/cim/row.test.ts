import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FieldValue } from '../event.ts';
import { DATASETS } from './index.ts';
import { openMembership } from './membership.ts';
import { type Facts, type RowReader, rule } from './model.ts';
import { type Calculations, readerOf } from './row.ts';

function factsOf(fields: ReadonlyMap<string, FieldValue>): Facts {
  return { fields, source: 's', sourcetype: 't', time: 0 };
}

/** The calculations done one after the other, as they are written. */
function doneInTurn(facts: Facts, calculations: Calculations): RowReader {
  const row = new Map<string, FieldValue | undefined>(facts.fields);
  const reader: RowReader = { facts, get: (field) => row.get(field) };
  for (const [field, calculate] of calculations) row.set(field, calculate(reader, field));
  return reader;
}

test('in whatever order fields are asked for, a calculation sees the results of those before it', () => {
  const names = [...new Set([...DATASETS.values()].flatMap(({ fields }) => fields))];
  const value = fc.constantFrom('', '-', '0', '443', 'tcp', 'C:\\a b\\c.exe -x', 'http://a/b?c=1', 'null');
  const fields = fc.dictionary(
    fc.constantFrom(...names),
    fc.oneof(value, fc.array(value, { minLength: 2, maxLength: 3 })),
  );
  fc.assert(
    fc.property(fields, fc.constantFrom(...DATASETS.values()), fc.nat(), (given, dataset, turn) => {
      const facts = factsOf(new Map(Object.entries(given)));
      const reader = readerOf(facts, dataset.calculations);
      const inTurn = doneInTurn(facts, dataset.calculations);
      const first = turn % dataset.fields.length;
      for (const field of [...dataset.fields.slice(first), ...dataset.fields.slice(0, first)]) {
        expect([field, reader.get(field)]).toEqual([field, inTurn.get(field)]);
      }
    }),
  );
});

test('a calculation is done once, and only where its field is asked for', () => {
  const done: string[] = [];
  const noted = (name: string, calculate: (row: RowReader) => string | undefined) =>
    rule(name, (row) => {
      done.push(name);
      return calculate(row);
    });
  const reader = readerOf(factsOf(new Map([['a', '1']])), [
    ['a', noted('first', (row) => `${row.get('a')}2`)],
    ['b', noted('gone', () => undefined)],
    ['c', noted('of both', (row) => `${row.get('a')}${row.get('b')}`)],
    ['a', noted('second', (row) => `${row.get('a')}3`)],
  ]);
  expect([reader.get('c'), reader.get('c'), done]).toEqual([
    '12undefined',
    '12undefined',
    ['of both', 'first', 'gone'],
  ]);
  expect([reader.get('a'), reader.get('b'), done.length]).toEqual(['123', undefined, 4]);
});

test('events of the same datasets share the list of them', () => {
  const datasetsOf = openMembership();
  const tags = ['authentication', 'process', 'report'];
  const failed = factsOf(new Map([['action', 'failure']]));
  const lists = [failed, failed, factsOf(new Map())].map((facts) => datasetsOf(facts, new Set(tags)));
  expect(lists[0]).toEqual([
    'Endpoint.Processes',
    'Authentication.Authentication',
    'Authentication.Failed_Authentication',
  ]);
  expect(lists[1]).toBe(lists[0]);
  expect(lists[2]).toEqual(['Endpoint.Processes', 'Authentication.Authentication']);
});
