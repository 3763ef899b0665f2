import { describe, expect, test } from 'vitest';
import { parse, plan } from '../language/index.ts';
import { spathValues } from './functions/spath.ts';
import { openSession } from './session.ts';

/** Documents that the database and JavaScript read or write in different ways, and some that they do not. */
const DOCUMENTS = [
  '{"a":[1, 15, "x", null, true, {"b": 150, "b2": [1, {"q": "ä\u2028\u007f"}]}, [1, 2], {}]}',
  '{"a":[1.0]}',
  '{"a":[10.25,1e3]}',
  '{"a":[1E5]}',
  '{"a":[\n1.5]}',
  '{"a":[-0,0,-1]}',
  '{"a":[12345678901234567]}',
  '{"a":[1,]}',
  '{"a": NaN}',
  '{"a":[nan]}',
  '{"a":[Infinity]}',
  '{"a":[007]}',
  '{"a":[+1]}',
  '{"a":[1] /* c */}',
  "{'a':1}",
  '{"a":[1]} x',
  '{"a":[1]',
  '{"a":["tab\there"]}',
  '{"a":["\\ud800"]}',
  '{"a":["\\u00e9\\"\\/"]}',
  '\ufeff{"a":[1]}',
  '{"a":[\u00a01]}',
  '{"a":"x"}',
  '{"b":1}',
  '{"a":{"b":[1,2]}}',
  '{"a":{"10":1,"2":3}}',
  '{"a.b":1,"a":{"b":2}}',
  '{"A":1}',
  '"a"',
  '[1]',
  '[{"a":[2]}]',
  '{"a":[[{"b":"q"}],{"b":null}]}',
  '{"a":[{"b":[{"c":1},{"c":2}]},{"b":{"c":3}}]}',
  '  {"a" : [ {"z" : 1 , "y":2} ] }',
  '{"a" : [ {"z" : 1 , "y":2} ] }',
  '{"a":[]}',
  '{"a":null}',
  '{"a":["1.2.3.4"]}',
  '<a>1</a>',
];

const PATHS = ['a', 'a{}', 'a{0}', 'a{1}', 'a{99}', 'a{}{}', 'a{}.b', 'a.b', 'a.b{}', 'a{}.b{}.c', 'a{}{}.b', 'b'];

describe('places of JSON', () => {
  test('the database finds what JavaScript finds', async () => {
    const session = await openSession();
    const inJavaScript = spathValues();
    try {
      await session.loadInput(DOCUMENTS.map((text) => ({ text })));
      await session.finishLoading();
      for (const path of PATHS) {
        const search = parse(`| spath input=text path=${path} output=found | table text found`, { hasInput: true });
        for (const { text, found } of await session.run(await plan(search, session.environment()))) {
          const expected: unknown = JSON.parse(String(inJavaScript(String(text), path) ?? '[]'));
          expect([found ?? []].flat(), `${path} of ${String(text)}`).toEqual(expected);
        }
      }
    } finally {
      await session.close();
    }
  });
});
