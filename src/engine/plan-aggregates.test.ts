import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AggregateName, Expr, Plan, Row, Value, ValueType } from '../language/index.ts';
import { SEQUENCE } from '../language/index.ts';
import { openSession, type Session } from './index.ts';

// n: numbers; t: texts, some of them numeric; m: multivalues. `when` is their time, `g` their group.
const ROWS: readonly Row[] = [
  { g: 'a', when: 30, n: 4, t: '10', m: ['x', '2'] },
  { g: 'a', when: 10, n: 1, t: '9', m: ['x'] },
  { g: 'a', when: 20, n: 3, t: 'B', m: ['1', 'y', '2'] },
  { g: 'a', when: 40, t: 'a' },
  { g: 'a', when: 50, n: 2, t: '10' },
  { g: 'b', when: 60, n: 7 },
];

type Case = readonly [fn: AggregateName, argument: 'n' | 't' | 'm', type: ValueType, a: Value | null, b: Value | null];

// Rules: Splunk Search Reference, Aggregate functions. Group b has one number and nothing else.
const CASES: readonly Case[] = [
  ['countValues', 'n', 'number', 4, 1],
  ['countValues', 'm', 'number', 6, 0],
  ['distinctCount', 't', 'number', 4, 0],
  ['distinctCount', 'm', 'number', 4, 0],
  ['sum', 'n', 'number', 10, 7],
  ['sum', 't', 'number', 29, null],
  ['sum', 'm', 'number', 5, null],
  ['avg', 'n', 'number', 2.5, 7],
  ['avg', 'm', 'number', 5 / 3, null],
  ['sumsq', 'n', 'number', 30, 49],
  ['sumsq', 'm', 'number', 9, null],
  ['range', 'n', 'number', 3, 0],
  ['range', 'm', 'number', 1, null],
  ['stdev', 'n', 'number', Math.sqrt(5 / 3), 0],
  ['stdevp', 'n', 'number', Math.sqrt(1.25), 0],
  ['var', 'n', 'number', 5 / 3, 0],
  ['varp', 'n', 'number', 1.25, 0],
  ['var', 'm', 'number', 1 / 3, null],
  ['min', 'n', 'number', 1, 7],
  ['max', 'n', 'number', 4, 7],
  // Numbers before texts, texts by code point.
  ['min', 't', 'text', '9', null],
  ['max', 't', 'text', 'a', null],
  ['min', 'm', 'text', '1', null],
  ['max', 'm', 'text', 'y', null],
  // Of 1 2 3 4 the higher of the middle two.
  ['median', 'n', 'number', 3, 7],
  ['median', 'm', 'number', 2, null],
  ['percentile', 'n', 'number', 2, 7],
  ['mode', 't', 'text', '10', null],
  ['mode', 'm', 'text', '2', null],
  ['first', 't', 'text', '10', null],
  ['last', 'n', 'number', 2, 7],
  ['last', 'm', 'multi', ['1', 'y', '2'], null],
  ['earliest', 't', 'text', '9', null],
  ['latest', 'n', 'number', 2, 7],
  ['earliestTime', 'm', 'number', 10, null],
  ['latestTime', 't', 'number', 50, null],
  ['values', 't', 'multi', ['10', '9', 'B', 'a'], null],
  ['values', 'n', 'multi', ['1', '2', '3', '4'], '7'],
  ['values', 'm', 'multi', ['1', '2', 'x', 'y'], null],
  ['list', 't', 'multi', ['10', '9', 'B'], null],
  ['list', 'm', 'multi', ['x', '2', 'x'], null],
];

/** What percentile and list are told. */
const PARAMETERS: Partial<Record<AggregateName, number>> = { percentile: 25, list: 3 };

describe('aggregates', () => {
  let session: Session;
  let input: Plan;
  beforeAll(async () => {
    session = await openSession({ threads: 2, memoryMb: 256 });
    await session.loadInput(ROWS);
    await session.finishLoading();
    const columns = [...(session.catalog().input?.columns ?? []), { name: SEQUENCE, type: 'number' as const }];
    const order = [{ column: SEQUENCE, isDescending: false }];
    input = { op: 'Scan', source: { kind: 'input' }, schema: { columns, isOpen: false }, order };
  });
  afterAll(() => session.close());

  const column = (name: string): Expr => {
    return { kind: 'Column', name, type: input.schema.columns.find((one) => one.name === name)?.type ?? 'text' };
  };
  const functionOf = ([fn, argument, type]: Case) => {
    const parameter = PARAMETERS[fn];
    const base = { name: 'result', type, fn, argument: column(argument), time: column('when') };
    return parameter === undefined ? base : { ...base, parameter };
  };
  const close = (found: Value | undefined, expected: Value | null): void => {
    if (typeof expected === 'number') expect(found).toBeCloseTo(expected, 12);
    else expect(found ?? null).toEqual(expected);
  };

  test.each(CASES)('%s of %s over groups', async (...one) => {
    const result = { name: 'result', type: one[2] };
    const rows = await session.run({
      op: 'Aggregate',
      input,
      by: [{ name: 'g', expr: column('g') }],
      aggregates: [functionOf(one)],
      schema: { columns: [{ name: 'g', type: 'text' }, result], isOpen: false },
      order: [{ column: 'g', isDescending: false }],
    });
    expect(rows.map((row) => row['g'])).toEqual(['a', 'b']);
    close(rows[0]?.['result'], one[3]);
    close(rows[1]?.['result'], one[4]);
  });

  test.each(CASES)('%s of %s over partitions, and of the rows so far', async (...one) => {
    for (const frame of ['partition', { following: 0 }] as const) {
      const rows = await session.run({
        op: 'Window',
        input,
        partition: [column('g')],
        functions: [{ ...functionOf(one), frame }],
        schema: { columns: [...input.schema.columns, { name: 'result', type: one[2] }], isOpen: false },
        order: input.order,
      });
      // The last row of a group has seen all of it.
      close(rows[4]?.['result'], one[3]);
      close(rows[5]?.['result'], one[4]);
      if (frame === 'partition') close(rows[0]?.['result'], one[3]);
    }
  });

  test('without keys there is a row for no input', async () => {
    const none: Plan = {
      op: 'Filter',
      input,
      predicate: { kind: 'Literal', value: false, type: 'boolean' },
      schema: input.schema,
      order: input.order,
    };
    const rows = await session.run({
      op: 'Aggregate',
      input: none,
      by: [],
      aggregates: [{ name: 'count', type: 'number', fn: 'count' }, { ...functionOf(['sum', 'n', 'number', 0, 0]) }],
      schema: {
        columns: [
          { name: 'count', type: 'number' },
          { name: 'result', type: 'number' },
        ],
        isOpen: false,
      },
      order: [],
    });
    expect(rows.map((row) => ({ ...row }))).toEqual([{ count: 0 }]);
  });
});
