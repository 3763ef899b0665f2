import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Expr, Plan, Row, Value } from '../language/index.ts';
import { isHidden, SEQUENCE } from '../language/index.ts';
import { openSession, type Session } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'engine-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A scan of the input with all its columns. */
function scanInput(session: Session): Plan {
  const visible = session.catalog().input?.columns ?? [];
  const columns = [...visible, { name: SEQUENCE, type: 'number' as const }];
  const schema = { columns, isOpen: false };
  return { op: 'Scan', source: { kind: 'input' }, schema, order: [{ column: SEQUENCE, isDescending: false }] };
}

async function roundTrip(rows: readonly Row[]): Promise<readonly Row[]> {
  const session = await openSession({ tempDir: folder, threads: 2, memoryMb: 256 });
  try {
    await session.loadInput(rows);
    await session.finishLoading();
    return await session.run(scanInput(session));
  } finally {
    await session.close();
  }
}

const plain = (rows: readonly Row[]): Record<string, Value>[] => rows.map((row) => ({ ...row }));

const HOSTILE = [
  '',
  ' ',
  "'",
  '"',
  '"; DROP TABLE input; --',
  "'); DELETE FROM input; --",
  'a\nb\r\nc',
  '\0',
  'a\0b\0',
  '\\',
  '\\u0041',
  '\\ud800',
  '$1 $$ {} %s',
  'K',
  '\u212a',
  'é',
  'e\u0301',
  'Éé',
  'ﬀ',
  'İ',
  '😀',
  'a\ufeff',
  'a\u00a0b\u3000c',
  '\u2028',
  '\x1b[31m',
  'null',
  'NULL',
  '__proto__',
  'constructor',
  '1e5',
  '^',
  '^^',
  '^a',
  '^A',
  '\u0002',
  'x'.repeat(10_000),
];

describe('hostile text', () => {
  test('comes back as it was, as a value', async () => {
    const rows = HOSTILE.map((v) => ({ v }));
    expect(plain(await roundTrip(rows))).toEqual(rows);
  });

  test('comes back as it was, as values of a multivalue', async () => {
    expect(plain(await roundTrip([{ v: HOSTILE }]))).toEqual([{ v: HOSTILE }]);
  });

  test('names fields, each its own', async () => {
    const names = [...new Set([...HOSTILE, 'User', 'user', 'USER', 'ProcessID', 'ProcessId', 'seq', '_seq'])];
    const row = Object.fromEntries(names.map((name, index) => [name, `value ${index}`]));
    Object.defineProperty(row, '__proto__', { value: 'value of it', enumerable: true, configurable: true });
    const [back] = await roundTrip([row]);
    expect(Object.entries(back ?? {})).toEqual(Object.entries(row));
  });

  test('comes back as it was, as a literal', async () => {
    const session = await openSession({ tempDir: folder, threads: 1 });
    try {
      const columns = HOSTILE.map((value, index) => {
        return { name: `c${index}`, expr: { kind: 'Literal', value, type: 'text' } satisfies Expr };
      });
      const [row] = await session.run(projectOne(columns));
      expect(Object.values(row ?? {})).toEqual(HOSTILE);
    } finally {
      await session.close();
    }
  });

  test('a lone surrogate, which UTF-8 does not have, becomes U+FFFD', async () => {
    expect(plain(await roundTrip([{ v: 'a\ud800b' }, { v: '\udc00' }]))).toEqual([{ v: 'a\ufffdb' }, { v: '\ufffd' }]);
  });

  test('a value of 20 MB passes', async () => {
    const [row] = await roundTrip([{ v: 'é'.repeat(10_000_000) }]);
    expect(row?.['v']?.toString().length).toBe(10_000_000);
  });
});

function projectOne(columns: readonly { readonly name: string; readonly expr: Expr }[]): Plan {
  const sequence = { name: SEQUENCE, type: 'number' as const };
  const order = [{ column: SEQUENCE, isDescending: false }];
  const input: Plan = { op: 'Rows', count: 1, schema: { columns: [sequence], isOpen: false }, order };
  const schema = { columns: columns.map(({ name, expr }) => ({ name, type: expr.type })), isOpen: false };
  return { op: 'Project', input, columns, schema, order: [] };
}

describe('columns', () => {
  test('an absent field has no key, an empty text is a value, an empty list is absent', async () => {
    const rows = [{ a: '' }, { b: 'x' }, { a: [] }, {}];
    expect(plain(await roundTrip(rows))).toEqual([{ a: '' }, { b: 'x' }, {}, {}]);
  });

  test('a field that turns multivalue keeps its single values', async () => {
    expect(plain(await roundTrip([{ a: 'x' }, { a: ['y', 'z'] }]))).toEqual([{ a: 'x' }, { a: ['y', 'z'] }]);
  });

  test('numbers stay numbers where all are, else they are texts', async () => {
    const rows = [{ n: 1, m: 1.5 }, { n: 2e-7, m: 'x' }, { n: -3 }];
    expect(plain(await roundTrip(rows))).toEqual([{ n: 1, m: '1.5' }, { n: 2e-7, m: 'x' }, { n: -3 }]);
  });

  test('they turn in a later batch too', async () => {
    const session = await openSession({ tempDir: folder, threads: 2 });
    try {
      for (const row of [
        { a: 1, b: 1, c: 'x' },
        { a: 'two', b: ['p', 'q'], c: ['y', 'z'] },
      ]) {
        await session.loadInput([row]);
        await session.finishLoading();
      }
      const expected = [
        { a: '1', b: '1', c: 'x' },
        { a: 'two', b: ['p', 'q'], c: ['y', 'z'] },
      ];
      expect(plain(await session.run(scanInput(session)))).toEqual(expected);
    } finally {
      await session.close();
    }
  });

  test('rows keep their order over several batches', async () => {
    const rows = Array.from({ length: 45_000 }, (_, index) => ({ n: index }));
    expect(plain(await roundTrip(rows))).toEqual(rows);
  });

  test('fields past the limit are left out and counted', async () => {
    const session = await openSession({ tempDir: folder, threads: 1 });
    try {
      await session.loadInput([Object.fromEntries(Array.from({ length: 5010 }, (_, index) => [`f${index}`, 'v']))]);
      await session.finishLoading();
      expect(session.catalog().input?.columns.length).toBe(4999);
      expect(session.droppedValues()).toBe(11);
    } finally {
      await session.close();
    }
  }, 60_000);
});

describe('a session', () => {
  let session: Session;
  beforeAll(async () => {
    session = await openSession({ tempDir: folder, threads: 2, memoryMb: 128 });
    await session.loadInput(Array.from({ length: 5000 }, (_, index) => ({ t: `${'a'.repeat(40)}!`, n: index / 7 })));
    await session.finishLoading();
  });
  afterAll(() => session.close());

  const match = (pattern: string): Expr => ({
    kind: 'Call',
    fn: 'regexMatch',
    type: 'boolean',
    args: [
      { kind: 'Column', name: 't', type: 'text' },
      { kind: 'Literal', value: pattern, type: 'text' },
      { kind: 'Literal', value: 'js', type: 'text' },
    ],
  });
  const filtered = (predicate: Expr): Plan => {
    const input = scanInput(session);
    return { op: 'Filter', input, predicate, schema: input.schema, order: input.order };
  };

  test('ends a regular expression that would take for ever, and goes on', async () => {
    await expect(session.run(filtered(match('^(a+)+(?=$)$')))).rejects.toMatchObject({ code: 'EN003' });
    expect((await session.run(filtered(match('(?<=a)!')))).length).toBe(5000);
  });

  test('says in its own words what the database refuses', async () => {
    const unknown: Expr = { kind: 'Column', name: 'nowhere', type: 'boolean' };
    await expect(session.run(filtered(unknown))).rejects.toMatchObject({
      code: 'EN001',
      message: expect.stringContaining('the database refused a statement'),
    });
  });

  test('tells each of several searches at a time what ended it', async () => {
    const unknown: Expr = { kind: 'Column', name: 'nowhere', type: 'boolean' };
    const results = await Promise.allSettled([
      session.run(filtered(match('^(a+)+(?=$)$'))),
      session.run(filtered(unknown)),
      session.run(filtered(match('(?<=a)!'))),
    ]);
    const told = results.map((one) => (one.status === 'fulfilled' ? one.value.length : one.reason.code));
    expect(told).toEqual(['EN003', 'EN001', 5000]);
  }, 60_000);

  test('a search that is run apart forgets its own stages alone', async () => {
    const [one, other] = [session.apart(), session.apart()];
    const input = scanInput(session);
    const stages = await Promise.all([one, other].map((searching) => searching.environment().stage(input)));
    expect(new Set(stages.map((stage) => JSON.stringify(stage))).size).toBe(2);
    await one.dropStages();
    const [gone, kept] = await Promise.allSettled(stages.map((stage) => session.run(stage)));
    expect(gone).toMatchObject({ status: 'rejected', reason: { code: 'EN001' } });
    expect(kept?.status === 'fulfilled' && kept.value.length).toBe(5000);
    await other.dropStages();
  });

  test('a stage is a table in the order of its results', async () => {
    const environment = session.environment({ now: 5 });
    const input = scanInput(session);
    const order = [{ column: 'n', isDescending: true }];
    const staged = await environment.stage({ ...input, order });
    expect(staged.schema.columns.filter(({ name }) => !isHidden(name)).map(({ name }) => name)).toEqual(['t', 'n']);
    const rows = await session.run(staged);
    expect(rows[0]?.['n']).toBe(4999 / 7);
    expect(environment.now).toBe(5);
  });

  test('an aggregate of fractions is the same to the last digit for any number of threads', async () => {
    const sums = await Promise.all(
      [1, 2, 4].map(async (threads) => {
        const other = await openSession({ tempDir: folder, threads, memoryMb: 256 });
        try {
          await other.loadInput(Array.from({ length: 300_000 }, (_, index) => ({ n: Math.sin(index) * 1e6 })));
          await other.finishLoading();
          const aggregates = (['sum', 'avg', 'stdev', 'var', 'sumsq'] as const).map((fn) => {
            return {
              name: fn,
              fn,
              type: 'number' as const,
              argument: { kind: 'Column', name: 'n', type: 'number' } as const,
            };
          });
          const schema = { columns: aggregates.map(({ name, type }) => ({ name, type })), isOpen: false };
          return await other.run({ op: 'Aggregate', input: scanInput(other), by: [], aggregates, schema, order: [] });
        } finally {
          await other.close();
        }
      }),
    );
    expect(plain(sums[1] ?? [])).toEqual(plain(sums[0] ?? []));
    expect(plain(sums[2] ?? [])).toEqual(plain(sums[0] ?? []));
  });
});

describe('the folder', () => {
  const parent = mkdtempSync(join(folder, 'parent-'));
  afterEach(() => {
    for (const name of readdirSync(parent)) rmSync(join(parent, name), { recursive: true, force: true });
  });
  test('goes with the session', async () => {
    const session = await openSession({ tempDir: parent });
    expect(readdirSync(parent).length).toBe(1);
    await session.close();
    await session.close();
    expect(readdirSync(parent)).toEqual([]);
  });

  test('that cannot be made is EN004', async () => {
    writeFileSync(join(parent, 'file'), '');
    const failing = openSession({ tempDir: join(parent, 'file') });
    await expect(failing).rejects.toMatchObject({ code: 'EN004' });
  });
});

describe('a signal', () => {
  test('that is aborted before opens nothing', async () => {
    const signal = AbortSignal.abort(new Error('stopped'));
    await expect(openSession({ tempDir: folder, signal })).rejects.toThrow('stopped');
  });

  test('ends a running search with its reason', async () => {
    const controller = new AbortController();
    const session = await openSession({ tempDir: folder, threads: 1, signal: controller.signal });
    try {
      await session.loadInput(Array.from({ length: 20_000 }, (_, index) => ({ k: 'same', n: index })));
      await session.finishLoading();
      const input = scanInput(session);
      const key: Expr = { kind: 'Column', name: 'k', type: 'text' };
      const renamed: Plan = {
        op: 'Project',
        input,
        columns: [{ name: 'r', expr: key }],
        schema: { columns: [{ name: 'r', type: 'text' }], isOpen: false },
        order: [],
      };
      const on = [{ left: key, right: { kind: 'Column', name: 'r', type: 'text' } as const }];
      const columns = [...input.schema.columns, ...renamed.schema.columns];
      const join: Plan = {
        op: 'Join',
        left: input,
        right: renamed,
        type: 'inner',
        on,
        schema: { columns, isOpen: false },
        order: input.order,
      };
      setTimeout(() => controller.abort(new Error('stopped')), 50);
      await expect(session.run(join)).rejects.toThrow('stopped');
    } finally {
      await session.close();
    }
  });
});
