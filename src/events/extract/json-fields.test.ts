import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventFields } from '../fields.ts';
import { addJsonFields } from './json-fields.ts';

function fieldsOf(text: string) {
  const fields = new EventFields();
  addJsonFields(fields, text);
  return Object.fromEntries(fields);
}

test('names follow the nesting, arrays are multivalue in document order', () => {
  expect(fieldsOf('{"a":{"b":"x","c":[{"d":1},{"e":2},{"d":3}]},"f":[["p"],"q"]}')).toEqual({
    'a.b': 'x',
    'a.c{}.d': ['1', '3'],
    'a.c{}.e': '2',
    'f{}{}': 'p',
    'f{}': 'q',
  });
});

test('numbers, words and null keep their text, an empty text is a field', () => {
  expect(fieldsOf('{"n":1.0,"big":12345678901234567890,"e":1e3,"t":true,"z":null,"s":"","o":{},"l":[]}')).toEqual({
    n: '1.0',
    big: '12345678901234567890',
    e: '1e3',
    t: 'true',
    z: 'null',
    s: '',
  });
});

test('keys keep what they hold; escapes are read, and JSON in a text is text', () => {
  const text = String.raw`{ "a.k8s.io/d" : "x" , "claims" : {"http://s/n":"\u00e4\"\\"}, "v":"{\"x\":1}" }`;
  expect(fieldsOf(text)).toEqual({ 'a.k8s.io/d': 'x', 'claims.http://s/n': 'ä"\\', v: '{"x":1}' });
});

test('a key twice gives two values; the names of default fields are kept free', () => {
  expect(fieldsOf('{"a":1,"a":2,"source":"s","x":{"host":"h"}}')).toEqual({
    a: ['1', '2'],
    extracted_source: 's',
    'x.host': 'h',
  });
});

test.each([
  ['{"a":1,"b":{"c":"x","d":"y', { a: '1', 'b.c': 'x' }],
  ['{"a":[1,2', { 'a{}': '1' }],
  ['{"a":true,"b', { a: 'true' }],
  ['{"a":"x","b":', { a: 'x' }],
  ['{"a":"x\\', {}],
  ['{', {}],
])('of a cut text what is whole: %s', (text, expected) => {
  expect(fieldsOf(text)).toEqual(expected);
});

test('as many values as JSON.parse finds, whatever the object', () => {
  const count = (value: unknown): number =>
    typeof value === 'object' && value !== null
      ? Object.values(value).reduce((sum: number, inner) => sum + count(inner), 0)
      : 1;
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.integer({ min: 0, max: 2 }), (value, indent) => {
      const text = JSON.stringify(value, undefined, indent);
      const values = Object.values(fieldsOf(text)).flat();
      expect(values).toHaveLength(count(JSON.parse(text)));
    }),
  );
});

test('what is nested too deep gives nothing, what follows it does', () => {
  const deep = `${'{"a":['.repeat(50_000)}1${']}'.repeat(50_000)}`;
  expect(fieldsOf(`{"x":${deep},"y":2}`)).toEqual({ y: '2' });
  const shallow = `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`;
  expect(Object.values(fieldsOf(`{"x":${shallow}}`))).toEqual(['1']);
});
