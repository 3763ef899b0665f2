import { expect, test } from 'vitest';
import { readRecord } from '../inputs/index.ts';
import { unwrapRecord } from './envelopes.ts';

function inside(text: string) {
  return unwrapRecord(readRecord(text, 0)).map((record) => (record.kind === 'windows-event' ? 'event' : record.text));
}

test.each([
  ['CloudTrail', '{"Records": [{"a":1.0}, {"b":"]"}]}', ['{"a":1.0}', '{"b":"]"}']],
  ['Azure', '{"x":{"records":0},"records":[{"a":1}]}', ['{"a":1}']],
  ['OData', '{"@odata.context":"c","value":[{"a":1}]}', ['{"a":1}']],
  [
    'Google',
    '{"kind":"admin#reports#activities","items":[{"kind":"admin#reports#activity"}]}',
    ['{"kind":"admin#reports#activity"}'],
  ],
  ['Splunk', '{"preview":false,"result":{"_raw":"a=1","_time":"x"}}', ['a=1']],
  ['Splunk, XML', '{"result":{"_raw":"<Event><System><EventID>1</EventID></System></Event>"}}', ['event']],
  ['CloudWatch', '{"logGroup":"g","logEvents":[{"message":"{\\"a\\":1}"},{"message":"b"}]}', ['{"a":1}', 'b']],
  ['Beats', '{"@timestamp":"t","agent":{"type":"filebeat"},"message":"type=CWD"}', ['type=CWD']],
])('%s', (_, text, expected) => {
  expect(inside(text)).toEqual(expected);
});

test.each([
  ['{"Records":[]}'],
  ['{"Records":["a"]}'],
  ['{"records":{"a":1}}'],
  ['{"value":[{"a":1}]}'],
  ['{"items":[{"a":1}],"kind":7}'],
  ['{"message":"m","@timestamp":"t","agent":{},"winlog":{}}'],
  ['{"result":{"_raw":1}}'],
])('%s is an event itself', (text) => {
  expect(inside(text)).toEqual([text]);
});

test('a table that Splunk exported holds events in a column', () => {
  const header = { kind: 'delimited', separator: ',', names: ['_time', '_raw', 'host'] } as const;
  const record = { kind: 'text', offset: 0, isCut: false, text: '1,"a=""x"", b",h', header } as const;
  expect(unwrapRecord(record)).toMatchObject([{ kind: 'text', text: 'a="x", b' }]);
});

test('an object within an event that is nested too deep is text', () => {
  const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
  const value = { result: { _raw: deep } };
  const [record] = unwrapRecord({ kind: 'json', text: JSON.stringify(value), value, offset: 0, isCut: false });
  expect(record?.kind).toBe('text');
});
