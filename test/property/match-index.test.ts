import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSession, type Session } from '../../src/engine/index.ts';
import { openSelection } from '../../src/engine/match-index/selection.ts';
import { openEnvironment, parse, plan, type Row, type ScanDemand, scanDemands } from '../../src/language/index.ts';

const TIMES = { now: 1_790_000_000, timezone: 'UTC' };

/** Letters whose cases the database and JavaScript may see in different ways are among them, and what ends terms. */
const UNITS = [
  'a',
  'B',
  'abcd',
  'XYZ9',
  'é',
  'É',
  'ſ',
  'K',
  'Σ',
  'ς',
  'ß',
  's',
  'k',
  '😀',
  ' ',
  '\\',
  '.',
  '/',
  '%',
  '_',
  '1',
  '1.0',
];
const value = fc.oneof(
  fc.constantFrom(...UNITS),
  fc.string({ unit: fc.constantFrom(...UNITS), minLength: 1, maxLength: 4 }),
);
const pattern = fc.oneof(
  fc.constantFrom(...UNITS),
  fc.string({ unit: fc.constantFrom(...UNITS, '*'), minLength: 1, maxLength: 4 }),
);
const field = fc.constantFrom('x', 'y', 'z');

const row: fc.Arbitrary<Row> = fc
  .record({
    x: fc.option(value),
    y: fc.option(fc.array(value, { minLength: 2, maxLength: 3 })),
    z: fc.option(value),
    _raw: value,
  })
  .map((fields) =>
    Object.fromEntries(
      Object.entries(fields).filter((entry): entry is [string, string | string[]] => entry[1] !== null),
    ),
  );

const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;

/** Terms of `search`. */
const { term } = fc.letrec<{ term: string }>((tie) => ({
  term: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc
      .tuple(field, fc.constantFrom('=', '!=', '<', '>='), pattern)
      .map(([name, op, text]) => `${name}${op}${quoted(text)}`),
    fc
      .tuple(field, fc.array(pattern, { minLength: 1, maxLength: 3 }))
      .map(([name, texts]) => `${name} IN (${texts.map(quoted).join(', ')})`),
    pattern.map(quoted),
    value.map((text) => `TERM(${quoted(text)})`),
    value.map((text) => `CASE(${quoted(text)})`),
    tie('term').map((one) => `NOT (${one})`),
    fc.tuple(fc.constantFrom('AND', 'OR'), tie('term'), tie('term')).map(([op, a, b]) => `(${a} ${op} ${b})`),
  ),
}));

/** Conditions of `where`. */
const { condition } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc
      .tuple(field, fc.constantFrom('=', '!=', '<', '>='), value)
      .map(([name, op, text]) => `${name}${op}${quoted(text)}`),
    fc.tuple(field, fc.constantFrom('=', '>'), fc.constantFrom('1', '10')).map((parts) => parts.join('')),
    fc
      .tuple(field, fc.array(value, { minLength: 1, maxLength: 3 }))
      .map(([name, texts]) => `${name} IN (${texts.map(quoted).join(', ')})`),
    fc.tuple(fc.constantFrom('like(x, ', 'like(y, ', 'lower(x)=', 'match(z, '), value).map(([start, text]) => {
      const literal = start.startsWith('match') ? text.replace(/[\\.]/g, '') || 'a' : text;
      return `${start}${quoted(literal)}${start.endsWith('=') ? '' : ')'}`;
    }),
    field.map((name) => `isnotnull(${name})`),
    field.map((name) => `isnull(${name})`),
    fc.constantFrom('cidrmatch("10.0.0.0/8", x)', 'len(x)>2', 'x=z', 'coalesce(x, z)="abcd"'),
    tie('condition').map((one) => `NOT (${one})`),
    fc.tuple(fc.constantFrom('AND', 'OR'), tie('condition'), tie('condition')).map(([op, a, b]) => `(${a} ${op} ${b})`),
  ),
}));

const search = fc
  .tuple(term, fc.option(condition))
  .map(([first, then]) => `search ${first}${then === null ? '' : ` | where ${then}`} | table n x y z _raw`);

let session: Session;
beforeAll(async () => {
  session = await openSession({ memoryMb: 256, threads: 1 });
});
afterAll(async () => {
  await session?.close();
});

/** The numbers of the rows that the database finds. */
async function found(spl: string): Promise<readonly number[]> {
  const rows = await session.run(await plan(parse(spl), session.environment(TIMES)), TIMES);
  return rows.map(({ n }) => Number(n));
}

async function demandsOf(spl: string): Promise<readonly ScanDemand[]> {
  const environment = openEnvironment(TIMES);
  const last = await plan(parse(spl), environment);
  return scanDemands([...environment.stages, last], environment.begun);
}

test('whatever a search finds the match index keeps for it, with all of its fields', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 30 }),
      fc.array(search, { minLength: 1, maxLength: 6 }),
      async (values, searches) => {
        const rows = values.map((one, n): Row => ({ _time: 1_789_000_000 + n, index: 'main', n: String(n), ...one }));
        await session.declare({ kind: 'events' }, []);
        await session.loadEventRows(rows);
        await session.finishLoading();
        const selection = openSelection(await Promise.all(searches.map(demandsOf)));
        const kept = searches.map((): number[] => []);
        for (const [n, one] of rows.entries()) {
          const before = searches.map((_, at) => selection.rowsFor(at));
          const fields = selection.sources.get('events')?.kept((name) => one[name]);
          for (const [at, numbers] of kept.entries()) if (selection.rowsFor(at) > (before[at] ?? 0)) numbers.push(n);
          if (fields !== undefined && fields !== 'all') expect(fields.has('x')).toBe(true);
        }
        for (const [at, spl] of searches.entries())
          expect(kept[at], spl).toEqual(expect.arrayContaining([...(await found(spl))]));
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);
