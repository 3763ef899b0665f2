import { expect, test } from 'vitest';
import type { EvalExpr, SearchExpr } from '../ast.ts';
import { parse } from '../parse/parse.ts';
import { evalCondition, evalTerms, searchCondition, searchTerms } from './gate.ts';
import { openEnvironment } from './open.ts';
import type { Scope } from './scope.ts';

/** What the last command of a search asks, a text and what it compares with for each condition. */
function conditionsOf(spl: string) {
  const { expansion, pipeline } = parse(spl);
  const context = { environment: openEnvironment(), expansion } as unknown as Scope['context'];
  const scope: Scope = { context, schema: { columns: [], isOpen: true } };
  const node = pipeline.commands.at(-1) as { expression?: SearchExpr; condition?: EvalExpr } | undefined;
  const conditions =
    node?.expression === undefined
      ? evalTerms(node?.condition as EvalExpr).map((term) => evalCondition(term, scope))
      : searchTerms(node.expression).map((term) => searchCondition(term, term, scope));
  return conditions.map(({ text, fields, wanted, alternatives }) => ({
    text,
    fields: fields.map(({ name }) => name),
    wanted: wanted && `${wanted.isNegated ? 'NOT ' : ''}${wanted.operator} ${wanted.values.join(',')}`.trim(),
    alternatives: alternatives?.map((terms) => terms.map((one) => one.text)),
  }));
}

test.each([
  ['a=1 b=2 (c=3 d=4)', ['a=1', 'b=2', 'c=3', 'd=4']],
  ['a=1 OR b=2', ['a=1 OR b=2']],
  ['NOT (a=1 OR b=2)', ['NOT a=1', 'NOT b=2']],
  ['NOT (a=1 b=2)', ['NOT (a=1 b=2)']],
  ['NOT NOT a=1 *', ['a=1', '*']],
  ['* | where a=1 AND (b=2 AND c=3)', ['a=1', 'b=2', 'c=3']],
  ['* | where NOT (a=1 OR b=2)', ['NOT a=1', 'NOT b=2']],
  ['* | where a=1 OR b=2', ['a=1 OR b=2']],
])('%s is asked as so many conditions', (spl, texts) => {
  expect(conditionsOf(spl).map(({ text }) => text)).toEqual(texts);
});

test.each([
  ['a=1', ['a'], '= 1'],
  ['NOT a IN (1, 2)', ['a'], 'NOT in 1,2'],
  ['failed', ['_raw'], undefined],
  ['* | where a > 10', ['a'], '> 10'],
  ['* | where 10 > a', ['a'], '< 10'],
  ['* | where a < -1', ['a'], '< -1'],
  ['* | where isnotnull(a)', ['a'], 'present'],
  ['* | where a=b', ['a', 'b'], undefined],
  ['* | where len(a) > 3', ['a'], undefined],
])('%s looks at %j and wants %s', (spl, fields, wanted) => {
  expect(conditionsOf(spl)).toMatchObject([{ fields, wanted }]);
});

test('alternatives that are several conditions are kept apart', () => {
  const alternatives = [
    ['a=1', 'b=2'],
    ['c=3', 'd=4'],
  ];
  expect(conditionsOf('(a=1 b=2) OR (c=3 d=4)')).toMatchObject([{ alternatives }]);
  expect(conditionsOf('* | where (a=1 AND b=2) OR (c=3 AND d=4)')).toMatchObject([{ alternatives }]);
});
