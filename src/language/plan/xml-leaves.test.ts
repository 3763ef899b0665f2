import { expect, test } from 'vitest';
import { xmlValues } from './xml-leaves.ts';

const XML =
  "<?xml version='1.0'?><a id='1'><b k='x'>one</b><b k=\"y\">two &amp; 2</b><c><b>three</b><d/></c><!-- <b>no</b> --></a>";

test.each([
  ['a.b', ['one', 'two & 2']],
  ['a.b{}', ['one', 'two & 2']],
  ['a.b{1}', ['one']],
  ['a.b{2}', ['two & 2']],
  ['a.b{3}', []],
  ['a.b{@k}', ['x', 'y']],
  ['a.b{2}{@k}', ['y']],
  ['a{@id}', ['1']],
  ['a.c.b', ['three']],
  ['a.c', ['<b>three</b><d/>']],
  ['a.c.d', []],
  ['b', []],
])('%s', (path, values) => {
  expect(xmlValues(XML, path)).toEqual(values);
});

test('what comes before the fault of broken XML counts', () => {
  expect(xmlValues('<a><b>1</b><b>2</b><', 'a.b')).toEqual(['1', '2']);
  expect(xmlValues('</a><<', 'a')).toEqual([]);
});
