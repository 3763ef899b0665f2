import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildAutomaton } from './automaton.ts';
import type { Formula, Test } from './formula.ts';
import { openMatchIndex } from './match-index.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });

describe('the automaton', () => {
  test('finds exactly the texts that occur', () => {
    fc.assert(
      fc.property(fc.uniqueArray(word.filter((text) => text !== '')), word, word, (texts, head, tail) => {
        const text = `${head}${texts[0] ?? ''}${tail}`;
        const found = new Set<number>();
        buildAutomaton(texts).search(text, (index) => found.add(index));
        const expected = texts.flatMap((one, index) => (text.includes(one) ? [index] : []));
        expect([...found].sort((a, b) => a - b)).toEqual(expected);
      }),
    );
  });

  test('takes capitals for small letters, and stops at what is not ASCII', () => {
    const { search } = buildAutomaton(['ab', 'b{']);
    const found: number[] = [];
    expect(search('xABb{[', (index) => found.push(index))).toBe(true);
    expect(search('äab', (index) => found.push(index))).toBe(false);
    expect(found).toEqual([0, 1]);
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

  test('says of many formulas and rows what each says of each', () => {
    fc.assert(
      fc.property(fc.array(formula, { maxLength: 8 }), fc.array(row, { maxLength: 8 }), (formulas, rows) => {
        const index = openMatchIndex(formulas, { left: 5 });
        for (const { x, y, raw } of rows) {
          if (x !== null) index.see('x', x);
          if (y !== null) index.see('y', y);
          const values = new Map([
            ['_raw', [raw]],
            ...(x === null ? [] : [['x', x] as const]),
            ...(y === null ? [] : [['y', [y]] as const]),
          ]);
          const expected = formulas.flatMap((one, number) => (isMet(one, values) ? [number] : []));
          expect(index.matches(() => raw)).toEqual(expected);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('takes a value that is not ASCII for one that passes: the database folds it', () => {
    const index = openMatchIndex([{ kind: 'test', test: { kind: 'equals', field: 'x', text: 'ä' } }], { left: 5 });
    index.see('x', 'Ö');
    expect(index.matches(() => '')).toEqual([0]);
  });

  test('asks for the text of a row only where a formula depends on it', () => {
    const contains: Formula = { kind: 'test', test: { kind: 'contains', field: '_raw', text: 'a' } };
    const equals: Formula = { kind: 'test', test: { kind: 'equals', field: 'x', text: 'b' } };
    const index = openMatchIndex([{ kind: 'all', parts: [equals, contains] }], { left: 5 });
    index.see('x', 'c');
    expect(
      index.matches(() => {
        throw new Error('asked for');
      }),
    ).toEqual([]);
    index.see('x', 'B');
    expect(index.matches(() => 'xAx')).toEqual([0]);
  });
});
