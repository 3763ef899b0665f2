import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Problem } from '../shared/problem.ts';
import { placeOf } from '../shared/span.ts';
import { parseYaml } from './yaml.ts';

function problemOf(text: string): Problem {
  try {
    parseYaml(text, 'x.yml');
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('no problem');
}

test('tells where a file is no YAML', () => {
  const problem = problemOf('name: x\nsearch: "abc\nid: 1\n');
  expect(problem.code).toBe('CT002');
  expect(problem.message).toBe('not valid YAML: Missing closing "quote');
  expect(placeOf(problem.details.text ?? '', problem.details.span?.start ?? 0)).toEqual({ line: 2, column: 9 });
});

test('takes the last of two equal keys, as the publisher does, and points at it', () => {
  const yaml = parseYaml('search: a\nsearch: b\n', 'x.yml');
  expect(yaml.data).toEqual({ search: 'b' });
  expect(yaml.spanOf(['search'])).toEqual({ start: 18, end: 19 });
});

test('reads quoted texts whose lines start at the margin, and keeps all places', () => {
  const text = "name: x\ndefinition: 'a\n| b ''c''\n| d'\nother: [1, 2]\n";
  const yaml = parseYaml(text, 'x.yml');
  expect(yaml.data).toEqual({ name: 'x', definition: "a | b 'c' | d", other: [1, 2] });
  expect(yaml.spanOf(['other', 1])).toEqual({ start: text.indexOf('2'), end: text.indexOf('2') + 1 });
  expect(yaml.scalarAt(['definition'])).toMatchObject({ start: 20, end: text.indexOf('\nother') });
});

test('points at the key above where nothing is at a path', () => {
  const yaml = parseYaml('name: x\ntags:\n  a: 1\n', 'x.yml');
  expect(yaml.spanOf(['tags', 'message'])).toEqual({ start: 8, end: 12 });
  expect(yaml.spanOf(['search'])).toEqual({ start: 0, end: 4 });
});

test('refuses what expands without end', () => {
  const bomb = Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`).join('\n');
  expect(problemOf(`a0: &a0 [x]\n${bomb}\n`).code).toBe('CT002');
});

// Composing such a text would exhaust the stack, and with it the process.
test.each(['[', '{', '- ', '? ', 'a: '])('refuses %j nested without end', (open) => {
  const problem = problemOf(open.repeat(50_000));
  expect(problem.code).toBe('CT002');
});

test('refuses several documents in one file', () => {
  expect(problemOf('a: 1\n---\nb: 2\n').message).toBe('not one YAML document, but several');
  expect(parseYaml('---\na: 1\n...\n', 'x.yml').data).toEqual({ a: 1 });
});

test('lets no key reach the prototype of objects', () => {
  const { data } = parseYaml('__proto__: {polluted: 1}\n', 'x.yml');
  expect(Object.hasOwn(data as object, '__proto__')).toBe(true);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});

test('gives a Problem or a file for any text', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'search: ',
      '\n',
      '- ',
      "'",
      '"',
      '&a',
      '*a',
      '{',
      '[',
      '|',
      '>',
      '  ',
      '? ',
      '<<: ',
      '!!',
      '---\n',
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('');
      try {
        parseYaml(text, 'x.yml').scalarAt(['search']);
      } catch (error) {
        expect(error).toBeInstanceOf(Problem);
      }
    }),
    { seed: 2, numRuns: 1000 },
  );
});
