import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Document, parseDocument, Scalar } from 'yaml';
import { alignScalar, scalarOffset } from './scalar-source.ts';
import { parseYaml } from './yaml.ts';

function load(yaml: string) {
  const file = parseYaml(yaml, 'x.yml');
  const source = file.scalarAt(['search']);
  const value = (file.data as { search: string }).search;
  if (!source) throw new Error('no scalar');
  return { value, source, offsets: alignScalar(source, value) };
}

/** Pairs of the value's characters with what the file has at their offsets. */
function pairs(yaml: string): string[] {
  const { value, offsets } = load(yaml);
  return [...value].map((character, at) => character + (yaml[offsets[at] ?? 0] ?? ''));
}

describe('alignScalar', () => {
  test.each([
    ['plain', 'search: a b\n', ['aa', '  ', 'bb']],
    ['plain over lines', 'search: a\n  b\n', ['aa', ' \n', 'bb']],
    ['plain with blank lines', 'search: a\n\n\n  b\n', ['aa', '\n\n', '\n\n', 'bb']],
    ['single-quoted', "search: '| a''b'\n", ['||', '  ', 'aa', "''", 'bb']],
    ['single-quoted over lines', "search: 'a  \n    b'\n", ['aa', '  ', 'bb']],
    ['double-quoted', String.raw`search: "a\"\x41\u0042"`, ['aa', '"\\', 'A\\', 'B\\']],
    ['double-quoted over an escaped break', 'search: "a \\\n    b"\n', ['aa', '  ', 'bb']],
    ['double-quoted with an escaped line break', String.raw`search: "a\nb"`, ['aa', '\n\\', 'bb']],
    ['literal', 'search: |-\n  a\n    b\n', ['aa', '\n\n', '  ', '  ', 'bb']],
    ['folded', 'search: >-\n  a\n  b\n\n  c\n', ['aa', ' \n', 'bb', '\n\n', 'cc']],
    ['literal with carriage returns', 'search: |-\r\n  a\r\n  b\r\n', ['aa', '\n\n', 'bb']],
    ['plain with carriage returns', 'search: a\r\n  b\r\n', ['aa', ' \n', 'bb']],
    ['at the margin', "search: 'a\n| b'\n", ['aa', ' \n', '||', '  ', 'bb']],
  ])('%s', (_, yaml, expected) => {
    expect(pairs(yaml)).toEqual(expected);
  });

  test('points at the indentation that a literal block keeps', () => {
    const { offsets } = load('search: |-\n  a\n    b\n');
    expect([...offsets]).toEqual([13, 14, 17, 18, 19, 20]);
  });

  test('of an alias points at the anchor', () => {
    expect(pairs('x: &s abc\nsearch: *s\n')).toEqual(['aa', 'bb', 'cc']);
  });

  test('ends just behind the last character', () => {
    const { value, source } = load("search: 'ab''c'\n");
    expect(scalarOffset(source, value, value.length)).toBe(14);
    expect(scalarOffset(source, value, 99)).toBe(14);
    expect(scalarOffset(source, value, -1)).toBe(9);
  });

  test('follows every style that the yaml package writes', () => {
    const style = fc.constantFrom('PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_FOLDED', 'BLOCK_LITERAL');
    const text = fc.string({ unit: fc.constantFrom(...'ab`|"\'\\$ \t\n#:*é😀'), minLength: 1, maxLength: 120 });
    fc.assert(
      fc.property(text, style, fc.constantFrom(0, 20, 80), (written, type, lineWidth) => {
        const scalar = new Scalar(written);
        scalar.type = type;
        const yaml = new Document({ search: scalar }).toString({ lineWidth, minContentWidth: 0 });
        // The package's writer has faults of its own with odd plain texts.
        fc.pre(parseDocument(yaml).errors.length === 0);
        const { value, offsets } = load(yaml);
        for (let at = 0; at < value.length; at++) {
          const inFile = yaml[offsets[at] ?? 0] ?? '';
          const isSpace = /\s/.test(value[at] ?? '');
          if (isSpace) expect(inFile).toMatch(/[\s\\]/);
          else expect([value[at], '\\']).toContain(inFile);
        }
      }),
      { seed: 1, numRuns: 2000 },
    );
  });
});
