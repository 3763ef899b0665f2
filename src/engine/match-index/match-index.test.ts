import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Formula, Test } from './formula.ts';
import { buildGramIndex, GRAM } from './gram-index.ts';
import { type MatchIndex, openMatchIndex } from './match-index.ts';
import type { FieldReader } from './row-tests.ts';
import { openValueMemory } from './value-memory.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });

describe('the index of grams', () => {
  const long = fc.string({ unit: fc.constantFrom('a', 'b', 'ä'), minLength: GRAM, maxLength: 8 });

  test('finds all texts that occur', () => {
    fc.assert(
      fc.property(fc.array(fc.array(long, { minLength: 1, maxLength: 2 })), word, word, (texts, head, tail) => {
        const text = `${head}${texts[0]?.join('') ?? ''}${tail}`;
        const found = new Set<number>();
        buildGramIndex(texts).search(text, (index) => found.add(index));
        const occurring = texts.flatMap((pieces, index) => (pieces.every((one) => text.includes(one)) ? [index] : []));
        expect([...found]).toEqual(expect.arrayContaining(occurring));
      }),
    );
  });

  test('looks for the part of a text that others do not have', () => {
    const found: number[] = [];
    const { search } = buildGramIndex([['\\windows\\one.exe'], ['\\windows\\two.exe']]);
    search('c:\\windows\\other.exe', (index) => found.push(index));
    expect(found).toEqual([]);
    search('c:\\windows\\two.exe', (index) => found.push(index));
    expect(found).toEqual([1]);
  });
});

describe('the match index', () => {
  const field = fc.constantFrom('x', 'y', '_raw');
  const atom: fc.Arbitrary<Test> = fc.oneof(
    field.map((name): Test => ({ kind: 'present', field: name })),
    fc.record({ field, text: word }).map((one): Test => ({ kind: 'equals', ...one })),
    fc
      .record({ field, parts: fc.array(word, { minLength: 1, maxLength: 3 }) })
      .map((one): Test => ({ kind: 'wildcard', ...one })),
    fc.record({ field, text: word.filter((text) => text !== '') }).map((one): Test => ({ kind: 'contains', ...one })),
  );
  const { formula } = fc.letrec<{ formula: Formula }>((tie) => ({
    formula: fc.oneof(
      { depthSize: 'small' },
      atom.map((one): Formula => ({ kind: 'test', test: one })),
      fc.constant<Formula>({ kind: 'anything' }),
      fc
        .record({
          kind: fc.constantFrom('all' as const, 'any' as const),
          parts: fc.array(tie('formula'), { maxLength: 3 }),
        })
        .filter(({ kind, parts }) => kind === 'any' || parts.length > 0),
    ),
  }));
  const row = fc.record({
    x: fc.option(fc.array(word, { minLength: 1, maxLength: 2 })),
    y: fc.option(word),
    raw: word,
  });

  /** One formula and one row at a time. */
  function isMet(one: Formula, values: ReadonlyMap<string, readonly string[]>): boolean {
    if (one.kind === 'anything') return true;
    if (one.kind === 'test') return (values.get(one.test.field) ?? []).some((value) => passes(one.test, value));
    const isPartMet = (part: Formula): boolean => isMet(part, values);
    return one.kind === 'all' ? one.parts.every(isPartMet) : one.parts.some(isPartMet);
  }

  function passes(one: Test, value: string): boolean {
    if (one.kind === 'present') return true;
    if (one.kind === 'equals') return value === one.text;
    if (one.kind === 'contains') return value.includes(one.text);
    return new RegExp(`^${one.parts.join('.*')}$`, 's').test(value);
  }

  /** The formulas that a row may meet, by their numbers. */
  function matching({ groups, always, matches }: MatchIndex, read: FieldReader): readonly number[] {
    return [...always, ...matches(read)].flatMap((group) => groups[group] ?? []).sort((a, b) => a - b);
  }

  /** Formulas that no row meets: where there are many fields, what a row is is looked at first. */
  const others = (fields: number): readonly Formula[] =>
    Array.from({ length: fields }, (_, at) => ({ kind: 'test', test: { kind: 'present', field: `other ${at}` } }));

  test.each([0, 30])('says of many formulas and rows what each says of each, with %d fields more', (more) => {
    fc.assert(
      fc.property(fc.array(formula, { maxLength: 8 }), fc.array(row, { maxLength: 8 }), (formulas, rows) => {
        const index = openMatchIndex([...formulas, ...others(more)], openValueMemory(5));
        for (const { x, y, raw } of rows) {
          const values = new Map([
            ['_raw', [raw]],
            ...(x === null ? [] : [['x', x] as const]),
            ...(y === null ? [] : [['y', [y]] as const]),
          ]);
          const expected = formulas.flatMap((one, number) => (isMet(one, values) ? [number] : []));
          expect(matching(index, (name) => values.get(name))).toEqual(expected);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('takes a value that the database may fold in another way for one that passes', () => {
    const index = openMatchIndex(
      [{ kind: 'test', test: { kind: 'equals', field: 'x', text: 'ä' } }],
      openValueMemory(5),
    );
    expect(matching(index, () => 'Ä')).toEqual([0]);
    expect(matching(index, () => 'Ö')).toEqual([]);
    expect(matching(index, () => 'ſ')).toEqual([0]);
  });

  test('asks for the text of a row only where a formula depends on it', () => {
    const contains: Formula = { kind: 'test', test: { kind: 'contains', field: '_raw', text: 'a' } };
    const equals: Formula = { kind: 'test', test: { kind: 'equals', field: 'x', text: 'b' } };
    const index = openMatchIndex([{ kind: 'all', parts: [contains, equals] }], openValueMemory(5));
    expect([...index.fields].sort()).toEqual(['_raw', 'x']);
    const asked: string[] = [];
    const row = (x: string) => (name: string) => {
      asked.push(name);
      return name === 'x' ? x : 'xAx';
    };
    expect(matching(index, row('c'))).toEqual([]);
    expect(asked).toEqual(['x']);
    expect(matching(index, row('B'))).toEqual([0]);
    expect(asked).toEqual(['x', 'x', '_raw']);
  });

  test('gives formulas that are equal as one group', () => {
    const [x, y] = ['x', 'y'].map((field): Formula => ({ kind: 'test', test: { kind: 'present', field } }));
    if (x === undefined || y === undefined) throw new Error('two formulas were made');
    const both: Formula = { kind: 'all', parts: [x, y] };
    const index = openMatchIndex([both, x, { kind: 'all', parts: [y, x, y] }], openValueMemory(5));
    expect(index.groups).toEqual([[0, 2], [1]]);
  });
});

test('a memory that is full forgets the values of the field that has most', () => {
  const memory = openValueMemory<number>(3);
  const [many, few] = [memory.open(), memory.open()];
  few.set('a', 1);
  many.set('b', 2);
  many.set('c', 3);
  many.set('d', 4);
  expect([few.get('a'), many.get('b'), many.get('d')]).toEqual([1, undefined, 4]);
});
