import { describe, expect, test } from 'vitest';
import { EventFields } from '../fields.ts';
import { addKeyValueFields, cleanName } from './key-value.ts';
import { addTableFields, splitDelimited } from './table.ts';

function pairs(text: string) {
  const fields = new EventFields();
  addKeyValueFields(fields, text);
  return Object.fromEntries(fields);
}

describe('named values', () => {
  test('up to a blank, or in quotation marks; the first one wins', () => {
    expect(pairs('a=1 b="two words" c=\'x y\', d=4;a=5')).toEqual({ a: '1', b: 'two words', c: 'x y', d: '4' });
  });

  test('names are cleaned, those of default fields give way', () => {
    expect(pairs('http-status=200 a.b=1 host=web c=""')).toEqual({
      http_status: '200',
      a_b: '1',
      extracted_host: 'web',
      c: '',
    });
    expect(cleanName('Process Name')).toBe('Process_Name');
    expect(cleanName('_1st')).toBe('st');
  });

  test('a blank may stand around the equals sign; what has no name or no value is none', () => {
    expect(pairs('a = 1 b= "x" =2 c= , 3=4 d==e')).toEqual({ a: '1', b: 'x', d: '=e' });
    expect(pairs('a="x\\"y" b=\'\\\' c="z')).toEqual({ a: 'x\\"y', b: '\\' });
  });

  test('a quotation mark that nothing closes takes no time', () => {
    expect(pairs(`a="${'\\"'.repeat(50_000)} b=1`)['b']).toBe('1');
  });
});

describe('tables', () => {
  test('cells in quotation marks', () => {
    expect(splitDelimited('a,"b,""c""\n",,"d', ',')).toEqual(['a', 'b,"c"\n', '', '"d']);
  });

  test.each([
    ['delimited', ',', ['User Name', 'x'], 'kim,-', { User_Name: 'kim', x: '-' }],
    ['w3c', ' ', ['c-ip', 'cs(User-Agent)'], '::1 -', { c_ip: '::1' }],
    ['zeek', '\t', ['id.orig_h', 'service'], '::1\t(empty)', { 'id.orig_h': '::1' }],
  ] as const)('%s', (kind, separator, names, text, expected) => {
    const fields = new EventFields();
    addTableFields(fields, text, { kind, separator, names });
    expect(Object.fromEntries(fields)).toEqual(expected);
  });
});
