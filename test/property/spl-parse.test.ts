import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expandMacros, lex, type MacroDefinition, parse } from '../../src/language/index.ts';
import { Problem } from '../../src/shared/problem.ts';
import { searchText } from '../support/search-text.ts';

const MACROS: Readonly<Record<string, MacroDefinition>> = {
  m: { name: 'm', arguments: [], definition: 'a=1 `n(x)`' },
  'n/1': { name: 'n', arguments: ['p'], definition: 'b="$p$"' },
  empty: { name: 'empty', arguments: [], definition: '' },
};
const macros = (name: string, count: number) => MACROS[count === 0 ? name : `${name}/${count}`];

/** Parses, and gives the problem where the text is none that parses; anything else that is thrown fails the test. */
function problemOf(spl: string): Problem | undefined {
  try {
    parse(spl, { macros });
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

/** Every span in a tree. */
function spansIn(value: unknown): { start: number; end: number }[] {
  if (typeof value !== 'object' || value === null) return [];
  const isNode = 'kind' in value; // an option called span is no place
  return Object.entries(value).flatMap(([key, part]) => (key === 'span' && isNode ? [part] : spansIn(part)));
}

const anyText = fc.oneof(fc.string({ unit: 'binary' }), searchText);

describe('for any text', () => {
  test('tokens tile it', () => {
    fc.assert(
      fc.property(anyText, (spl) => {
        let end = 0;
        for (const token of lex(spl)) {
          expect(token.span.start).toBe(end);
          expect(token.text).toBe(spl.slice(token.span.start, token.span.end));
          expect(token.span.end).toBeGreaterThan(token.span.start);
          end = token.span.end;
        }
        expect(end).toBe(spl.length);
      }),
    );
  });

  test('parsing gives a tree or a Problem with a place in the text', () => {
    fc.assert(
      fc.property(anyText, (spl) => {
        const problem = problemOf(spl);
        if (problem === undefined) return;
        const { span, text } = problem.details;
        expect(text).toBe(spl);
        expect(span?.start).toBeGreaterThanOrEqual(0);
        expect(span?.end).toBeGreaterThanOrEqual(span?.start ?? 0);
        expect(span?.end).toBeLessThanOrEqual(spl.length);
      }),
      { numRuns: 1000 },
    );
  });

  test('spans of the tree lie in the expanded text', () => {
    fc.assert(
      fc.property(searchText, (spl) => {
        if (problemOf(spl) !== undefined) return;
        const { expansion, pipeline } = parse(spl, { macros });
        for (const { start, end } of spansIn(pipeline)) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(expansion.text.length);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('the pieces of an expansion tile it, and typed ones are the typed characters', () => {
    fc.assert(
      fc.property(searchText, (spl) => {
        let expansion: ReturnType<typeof expandMacros>;
        try {
          expansion = expandMacros(spl, { macros });
        } catch (error) {
          expect(error).toBeInstanceOf(Problem);
          return;
        }
        let end = 0;
        for (const { span, origin, macro } of expansion.pieces) {
          expect(span.start).toBe(end);
          end = span.end;
          const typed = expansion.source.slice(origin.start, origin.end);
          if (macro === undefined) expect(expansion.text.slice(span.start, span.end)).toBe(typed);
          else expect(typed.startsWith('`') && typed.endsWith('`')).toBe(true);
        }
        expect(end).toBe(expansion.text.length);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('hostile texts end in a Problem', () => {
  const deep = 20_000;
  test.each([
    ['brackets', '['.repeat(deep)],
    ['closed brackets', `search ${'[search '.repeat(deep)}${']'.repeat(deep)}`],
    ['parentheses of search', `search ${'('.repeat(deep)}a${')'.repeat(deep)}`],
    ['parentheses of eval', `x | where ${'('.repeat(deep)}a${')'.repeat(deep)}`],
    ['calls', `x | eval a=${'lower('.repeat(deep)}a${')'.repeat(deep)}`],
    ['parentheses around brackets', `x ${`${'('.repeat(190)}[search `.repeat(49)}a${`]${')'.repeat(190)}`.repeat(49)}`],
    ['parentheses around chains', `x | eval a=${'('.repeat(150)}1${`${'+1'.repeat(900)})`.repeat(150)}`],
    ['NOT in search', `${'NOT '.repeat(deep)}a`],
    ['NOT in eval', `x | where ${'NOT '.repeat(deep)}a`],
    ['minus signs', `x | eval a=${'-'.repeat(deep)}1`],
    ['one long chain of operators', `x | eval a=${'1+'.repeat(deep)}1`],
    ['one long chain of AND', `x | where ${'a AND '.repeat(deep)}a`],
    ['an unclosed field name', `x | table ${'a('.repeat(deep)}`],
    ['pipes', '|'.repeat(deep)],
    ['quotation marks', `${'"'.repeat(deep)}"`],
    ['backticks', '`'.repeat(deep)],
    ['digits of a span', `x | bin span=${'1'.repeat(100_000)}! _time`],
    ['digits of a number', `x | outlier param=${'1'.repeat(100_000)}!`],
    ['strings that never close', `x ${'"a" "'.repeat(deep)}"`],
    ['more than a million characters', 'a '.repeat(500_001)],
    ['a macro bomb', '`b0`'],
    ['an empty macro bomb', '`e0`'],
  ])('%s', (_, spl) => {
    const bomb = (name: string): MacroDefinition | undefined => {
      const level = Number(name.slice(1));
      if (!/^[be]\d+$/.test(name)) return undefined;
      const next = `\`${name.charAt(0)}${level + 1}\``;
      return { name, arguments: [], definition: level === 40 ? '' : `${next}${next}` };
    };
    expect(() => parse(spl, { macros: bomb })).toThrow(Problem);
  });
});

/** Time that grows with the square of the length would take minutes here, and run into the limit of a test. */
describe('long texts take time in proportion to their length', () => {
  const shapes: [string, (count: number) => string][] = [
    ['terms', (count) => 'a=b '.repeat(count)],
    ['values in a list', (count) => `a IN (${'"x", '.repeat(count)}y)`],
    ['fields', (count) => `x | table ${'a, '.repeat(count)}b`],
    ['commands', (count) => `x ${'| head 1 '.repeat(count)}`],
    ['assignments', (count) => `x | eval a=1${', a=lower(b)'.repeat(count)}`],
    ['subsearches', (count) => `x ${'[search a] '.repeat(count)}`],
    ['white space', (count) => `x |${' '.repeat(count)} table a${' '.repeat(count)}`],
    ['comments', (count) => `x${'```c``` '.repeat(count)}`],
    ['macros', (count) => `x ${'`m` '.repeat(Math.min(count, 4000))}`],
    ['parenthesised values', (count) => `x ${'a=b(c) '.repeat(count)}`],
    ['templates', (count) => `x ${'| foreach a [eval b=1] '.repeat(count)}`],
    ['boundaries', (count) => `x ${'| transaction a startswith="b" '.repeat(count)}`],
    ['unclosed names', (count) => `x | table ${"a'".repeat(count)}`],
    ['backticks in a string', (count) => `x "${'`a('.repeat(count)}"`],
    ['a string', (count) => `x "${'ab\\\\'.repeat(count)}"`],
    ['digits', (count) => `x | table a, ${'1'.repeat(count)}`],
    ['escapes', (count) => `x a=${'\\\\'.repeat(count)}`],
  ];
  test.each(shapes)('%s', (_, shape) => {
    const count = Math.min(100_000, Math.floor(900_000 / (shape(101).length - shape(1).length)) * 100);
    expect(parse(shape(count), { macros }).pipeline.commands.length).toBeGreaterThan(0);
  });
});
