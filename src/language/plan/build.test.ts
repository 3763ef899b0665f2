import { describe, expect, test } from 'vitest';
import { HIDDEN, type Plan, type Schema, SEQUENCE } from '../ir.ts';
import { aggregate, extend, filter, join, project, rows, scan, select, sort, union, unnest } from './build.ts';
import { boolean, call, column, number, text } from './expr.ts';

const SCHEMA: Schema = {
  columns: [
    { name: '_time', type: 'number' },
    { name: 'user', type: 'text' },
    { name: 'tags', type: 'multi' },
  ],
  isOpen: false,
};

const EVENTS = scan({ kind: 'events' }, SCHEMA);
const INPUT = scan({ kind: 'input' }, SCHEMA);

const orderOf = (plan: Plan) => plan.order.map((key) => `${key.column}${key.isDescending ? ' desc' : ''}`);
const namesOf = (plan: Plan) => plan.schema.columns.map(({ name }) => name);

describe('order', () => {
  test('events are newest first, other tables in their own order', () => {
    expect(orderOf(EVENTS)).toEqual(['_time desc', SEQUENCE]);
    expect(orderOf(INPUT)).toEqual([SEQUENCE]);
  });

  test('a column that carries the order is copied before it is replaced', () => {
    const replaced = extend(EVENTS, [{ name: '_time', expr: number(0) }]);
    expect(orderOf(replaced)).toEqual([`${HIDDEN}order desc`, SEQUENCE]);
    expect(replaced.op === 'Extend' && replaced.columns[1]).toEqual({
      name: `${HIDDEN}order`,
      expr: column('_time', 'number'),
    });
  });

  test('it is copied before it is dropped, and followed where it is renamed', () => {
    expect(namesOf(select(EVENTS, ['user']))).toEqual(['user', `${HIDDEN}order`, SEQUENCE]);
    const renamed = project(EVENTS, [{ name: 'when', expr: column('_time', 'number') }]);
    expect(orderOf(renamed)).toEqual(['when desc', SEQUENCE]);
    expect(namesOf(renamed)).toEqual(['when', SEQUENCE]);
  });

  test('groups sort by their keys as texts, times as numbers', () => {
    const byUser = aggregate(EVENTS, [{ name: 'user', expr: column('user', 'text') }], []);
    expect(orderOf(byUser)).toEqual(['user']);
    const byTime = aggregate(EVENTS, [{ name: '_time', expr: column('_time', 'number') }], []);
    expect(orderOf(byTime)).toEqual(['_time']);
    const byNumber = aggregate(EVENTS, [{ name: 'n', expr: column('_time', 'number') }], []);
    expect(orderOf(byNumber)).toEqual([`${HIDDEN}key`]);
    expect(namesOf(byNumber)).toEqual(['n', `${HIDDEN}key`]);
  });

  test('sort keys come before the order of the input', () => {
    const sorted = sort(EVENTS, [{ expr: column('user', 'text'), isDescending: true }]);
    expect(orderOf(sorted)).toEqual([`${HIDDEN}sort desc`, '_time desc', SEQUENCE]);
  });

  test('the inputs of a union follow one another, each in its own order', () => {
    const both = union([EVENTS, INPUT]);
    expect(orderOf(both)).toEqual([`${HIDDEN}input`, `${HIDDEN}union desc`, `${HIDDEN}union2`, `${HIDDEN}union3`]);
    expect(both.op === 'Union' && both.inputs.map(namesOf)).toEqual([
      ['_time', 'user', 'tags', `${HIDDEN}input`, `${HIDDEN}union`, `${HIDDEN}union2`],
      ['_time', 'user', 'tags', `${HIDDEN}input`, `${HIDDEN}union3`],
    ]);
  });

  test('values of a list follow one another', () => {
    const one = unnest(INPUT, 'tags', false);
    expect(orderOf(one)).toEqual([SEQUENCE, `${HIDDEN}position`]);
    expect(one.schema.columns[2]).toEqual({ name: 'tags', type: 'text' });
  });

  test('every order key is a column', () => {
    const plans = [EVENTS, rows(3), select(EVENTS, ['user']), union([select(EVENTS, []), rows(1)])];
    for (const plan of plans) {
      for (const key of plan.order) expect(namesOf(plan)).toContain(key.column);
    }
  });
});

describe('shape', () => {
  test('filters that follow one another are one', () => {
    const isA = call('textEquals', 'boolean', column('user', 'text'), text('a'));
    const isB = call('textEquals', 'boolean', column('user', 'text'), text('b'));
    const twice = filter(filter(EVENTS, isA), isB);
    expect(twice).toMatchObject({ op: 'Filter', input: { op: 'Scan' }, predicate: { fn: 'and', args: [isA, isB] } });
    expect(filter(EVENTS, boolean(true))).toBe(EVENTS);
  });

  test('new columns join those before them only where they do not depend on them', () => {
    const first = extend(INPUT, [{ name: 'a', expr: number(1) }]);
    const free = extend(first, [{ name: 'b', expr: column('user', 'text') }]);
    expect(free).toMatchObject({ op: 'Extend', input: { op: 'Scan' } });
    const dependent = extend(first, [{ name: 'b', expr: column('a', 'number') }]);
    expect(dependent).toMatchObject({ op: 'Extend', input: { op: 'Extend' } });
  });

  test('the copy of an order key is made once where new columns join others', () => {
    const replaced = extend(EVENTS, [{ name: '_time', expr: number(0) }]);
    const more = extend(replaced, [{ name: 'a', expr: column('user', 'text') }]);
    expect(namesOf(more)).toEqual(['_time', 'user', 'tags', 'a', SEQUENCE, `${HIDDEN}order`]);
    expect(orderOf(more)).toEqual([`${HIDDEN}order desc`, SEQUENCE]);
  });

  test('columns of a union take their common type', () => {
    const other = scan({ kind: 'input' }, { columns: [{ name: '_time', type: 'text' }], isOpen: false });
    expect(union([EVENTS, other]).schema.columns[0]).toEqual({ name: '_time', type: 'text' });
  });

  test('the sides of a join may not share a column', () => {
    expect(() => join(INPUT, INPUT, 'inner', [])).toThrow('join sides share a column name');
  });
});
