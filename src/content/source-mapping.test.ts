import { describe, expect, test } from 'vitest';
import { kindOf } from './kind.ts';
import { sourceOf } from './source-mapping.ts';
import { parseYaml } from './yaml.ts';

const read = (text: string) => sourceOf(parseYaml(`name: N\nsourcetype: n\n${text}`, 'n.yml'));

describe('what a file is', () => {
  test.each([
    [{ name: 'N', sourcetype: 'n' }, ['sources'], 'source'],
    [{ name: 'N', sourcetype: 'n', recognise: {} }, ['mine'], 'source'],
    [{ name: 'N', sourcetype: 'n' }, ['data_sources'], 'data_source'],
    [{ name: 'N', sourcetype: 'n' }, ['mine'], 'data_source'],
    [{ name: 'N', search: 'x', type: 'TTP' }, ['sources'], 'detection'],
  ])('%o in %o: %s', (data, folders, kind) => {
    expect(kindOf(data, folders)).toBe(kind);
  });
});

test('the least that a mapping needs', () => {
  expect(read('')).toEqual({
    name: 'N',
    file: 'n.yml',
    description: '',
    sourcetype: 'n',
    aliases: [],
    evals: [],
    lookups: [],
    eventTypes: [],
  });
});

test('keys without a value are absent', () => {
  expect(read('host:\nextract:\nevals:\n')).toEqual(read(''));
});

test('texts of another language know their place', () => {
  const { evals } = read('evals:\n  a: >-\n    one +\n    two\n');
  expect(evals).toMatchObject([{ field: 'a', expression: { text: 'one + two', scalar: { style: 'block' } } }]);
});

test.each([
  ['host: a\nhost_field: b\n', '"host_field" excludes "host", in a source'],
  ['recognise: {}\n', '"recognise" needs "text", "keys" or "file", in a source'],
  ['events: {}\n', '"events" needs "break" or "begins", in a source'],
  ["events: {break: lines, begins: 'a'}\n", '"begins" excludes "break", in a source'],
  ["timestamp: {field: a, regex: 'b'}\n", '"regex" excludes "field", in a source'],
  ['extract: [{from: a}]\n', 'a step of "extract" needs "regex" or "format", in a source'],
  ['extract: [{format: json, columns: [a]}]\n', '"columns" does not go with json, in a source'],
  ["extract: [{regex: 'a', format: json}]\n", '"format" excludes "regex", in a source'],
  ['extract: [{format: xml}]\n', expect.stringContaining('must be "json" or "key_value" or "csv"')],
  ['evals: {a: 1}\n', '"evals.a" of a source must be a text, not 1'],
  ['recognise: {keyz: [a]}\n', '"recognise" of a source has no key "keyz"'],
  ['event_types: [{name: a, search: b, tag: c}]\n', '"event_types[0]" of a source has no key "tag"'],
])('refuses %s', (text, message) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ code: 'CT003', message }));
});
