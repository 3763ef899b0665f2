import { expect, test } from 'vitest';
import { EventFields } from './fields.ts';
import { selectFields } from './select.ts';

function taken(names: readonly string[], fields: ReadonlyMap<string, string | readonly string[]>) {
  const found: (readonly [string, unknown])[] = [];
  selectFields(new Set(names))(fields, (name, value) => found.push([name, value]));
  return found;
}

test('those that are there, in the order of the event', () => {
  const fields = new EventFields();
  for (const name of ['b', 'a', 'c']) fields.set(name, name.toUpperCase());
  fields.add('a', 'AA');
  expect(taken(['a', 'b', 'd'], fields)).toEqual([
    ['b', 'B'],
    ['a', ['A', 'AA']],
  ]);
  expect(taken(['x'], new Map([['x', 'y']]))).toEqual([['x', 'y']]);
});

test('what was put off is worked out where it is asked for, and only there', () => {
  const asked: string[] = [];
  const fields = new EventFields();
  for (const name of ['punct', 'linecount']) {
    fields.defer(name, () => {
      asked.push(name);
      return '1';
    });
  }
  expect(taken(['linecount', 'host'], fields)).toEqual([['linecount', '1']]);
  expect(asked).toEqual(['linecount']);
});
