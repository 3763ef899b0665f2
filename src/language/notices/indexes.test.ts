import { expect, test } from 'vitest';
import { parse } from '../parse/parse.ts';
import { indexesNamed } from './indexes.ts';

test.each([
  ['index=risk risk_score>10', ['risk']],
  ['index="RISK" OR (index=a foo)', ['risk', 'a']],
  ['index IN (main, risk)', ['main', 'risk']],
  ['foo | append [search index=risk | stats count]', ['risk']],
  ['| tstats count where index=risk by source', ['risk']],
  ['NOT index=risk foo', []],
  ['NOT (index=risk OR index=b) index=c', ['c']],
  ['index!=risk foo=risk "index=risk"', []],
  ['| makeresults | eval index="risk"', []],
])('%s', (spl, expected) => {
  expect([...indexesNamed(parse(spl))]).toEqual(expected);
});
