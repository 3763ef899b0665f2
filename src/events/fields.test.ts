import { describe, expect, test } from 'vitest';
import { EventFields } from './fields.ts';
import { lineCountOf, punctOf } from './punct.ts';

describe('fields under construction', () => {
  test('empty values are never stored', () => {
    const fields = new EventFields();
    fields.set('a', '');
    fields.set('b', undefined);
    fields.set('c', []);
    fields.add('d', '');
    expect([...fields]).toEqual([]);
  });

  test('a second value makes a list, and the first stays the text', () => {
    const fields = new EventFields();
    for (const value of ['x', 'y', 'z']) fields.add('a', value);
    expect(fields.get('a')).toEqual(['x', 'y', 'z']);
    expect(fields.text('a')).toBe('x');
  });

  test('a list that was set is not changed by a value that is added', () => {
    const list = ['x', 'y'] as const;
    const fields = new EventFields();
    fields.set('a', list);
    fields.add('a', 'z');
    expect(fields.get('a')).toEqual(['x', 'y', 'z']);
    expect(list).toEqual(['x', 'y']);
  });

  test('a deferred value is worked out once, when it is read', () => {
    let count = 0;
    const fields = new EventFields();
    fields.defer('a', () => `v${++count}`);
    expect([fields.has('a'), fields.size, count]).toEqual([true, 1, 0]);
    expect([fields.get('a'), fields.get('a'), [...fields.values()], count]).toEqual(['v1', 'v1', ['v1'], 1]);
  });
});

describe('punct and linecount', () => {
  test.each([
    ['2014-05-10 00:50:56 a,b', '--_::_,'],
    ["<Event xmlns='http://x/y'><System>", "<_=':///'><>"],
    ['a\tb "c"\nd,e', 't_""'],
    ['', ''],
    [';'.repeat(99), ';'.repeat(30)],
  ])('%j', (raw, expected) => {
    expect(punctOf(raw)).toBe(expected);
  });

  test('lines', () => {
    expect(['a', 'a\nb', ''].map(lineCountOf)).toEqual([1, 2, 1]);
  });
});
