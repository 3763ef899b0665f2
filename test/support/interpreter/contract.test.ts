import { expect, test } from 'vitest';
import { filter, rows } from '../../../src/language/plan/build.ts';
import { call, number, text } from '../../../src/language/plan/expr.ts';
import { breaches } from './contract.ts';

test('calls that break the contract of their function are found', () => {
  const wrongType = call('numberEquals', 'boolean', number(1), text('1'));
  expect(breaches(filter(rows(1), wrongType))).toEqual(['numberEquals takes N, has text']);
  const wrongCount = call('textEquals', 'boolean', text('1'));
  expect(breaches(filter(rows(1), wrongCount))).toEqual(['textEquals takes 2 arguments, has 1']);
  const noLambda = call(
    'isNotNull',
    'boolean',
    call('mapValues', 'multi', call('multi', 'multi', text('a')), text('b')),
  );
  expect(breaches(filter(rows(1), noLambda))).toEqual([
    'mapValues has a lambda at the wrong place',
    'mapValues takes Lambda, has text',
  ]);
});
