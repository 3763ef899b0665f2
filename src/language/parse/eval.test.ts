import { describe, expect, test } from 'vitest';
import { assertNever, Problem } from '../../shared/problem.ts';
import type { EvalExpr } from '../ast.ts';
import { parseEval } from './fragments.ts';

/** An expression with every grouping written out; `'a'` is a quoted field, `<a.b>` a dotted name. */
function shown(expr: EvalExpr): string {
  switch (expr.kind) {
    case 'EvalField':
      return expr.isQuoted ? `'${expr.name}'` : expr.name;
    case 'EvalDotted':
      return `<${expr.parts.join('.')}>`;
    case 'EvalString':
      return JSON.stringify(expr.value);
    case 'EvalNumber':
      return expr.text;
    case 'EvalUnary':
      return `(${expr.operator} ${shown(expr.operand)})`;
    case 'EvalBinary':
      return `(${shown(expr.left)} ${expr.operator} ${shown(expr.right)})`;
    case 'EvalIn':
      return `(${shown(expr.operand)} IN [${expr.values.map(shown).join('; ')}])`;
    case 'EvalSubsearch':
      return '[…]';
    case 'EvalCall':
      return `${expr.name}(${expr.args.map(shown).join(', ')})`;
    default:
      return assertNever(expr);
  }
}

describe('eval expressions', () => {
  test.each([
    // Splunk Search Reference, eval: binding strength and grouping from the left.
    ['1+2*3', '(1 + (2 * 3))'],
    ['1-2-3', '((1 - 2) - 3)'],
    ['8/4%3', '((8 / 4) % 3)'],
    ['(1+2)*3', '((1 + 2) * 3)'],
    ['-a*b', '((- a) * b)'],
    ['--1', '(- (- 1))'],
    ['a - -1', '(a - (- 1))'],
    ['a OR b AND c XOR d', '((a OR (b AND c)) XOR d)'],
    ['NOT a=b AND c', '((NOT (a = b)) AND c)'],
    ['not a and b or c', '(((NOT a) AND b) OR c)'],
    ['NOT (a OR b)', '(NOT (a OR b))'],
    ['a+1>b.c', '((a + 1) > <b.c>)'],
    ['a==b', '(a = b)'],
    ['a=b!=c', '((a = b) != c)'],
    ['a >= 1 AND b <= .5', '((a >= 1) AND (b <= .5))'],
    // Concatenation and dotted names.
    ['"a" . b', '("a" . b)'],
    ['"a".b', '("a" . b)'],
    ['a . b', '(a . b)'],
    ['a.b.c', '<a.b.c>'],
    ['a.b."x"', '(<a.b> . "x")'],
    ["'a'.b", "('a' . b)"],
    ['mvindex(a,0).b', '(mvindex(a, 0) . b)'],
    ['a.upper(b)', '(a . upper(b))'],
    ['a.b.upper(c)', '(<a.b> . upper(c))'],
    ['1 . 2', '(1 . 2)'],
    ['"+" + days + "d"', '(("+" + days) + "d")'],
    // Names.
    ["'Account ID'", "'Account ID'"],
    ["'targets{}.name'", "'targets{}.name'"],
    ['items{}.id', 'items{}.id'],
    ['_time', '_time'],
    ['if(true(), null, true)', 'if(true(), null, true)'],
    ['android', 'android'],
    ['a OR organisation', '(a OR organisation)'],
    // Functions in any case; operators spelled as functions.
    ['CASE(a,b, c , d)', 'case(a, b, c, d)'],
    ['ceil(1.5)', 'ceiling(1.5)'],
    ['Like(a,"x%")', 'like(a, "x%")'],
    ['in(a, 1, b)', 'in(a, 1, b)'],
    ['NOT in (a, 1)', '(NOT in(a, 1))'],
    ['a LIKE "x%" OR b like "y"', '((a LIKE "x%") OR (b LIKE "y"))'],
    ['a IN ("x", b, 3)', '(a IN ["x"; b; 3])'],
    ['NOT new IN (old)', '(NOT (new IN [old]))'],
    // Strings: only \" and \\ collapse.
    ['"\\d+\\\\.\\"x\\"\\|"', '"\\\\d+\\\\.\\"x\\"\\\\|"'],
    ['"|[x]"', '"|[x]"'],
    ['1e3 + 2.50', '(1e3 + 2.50)'],
  ])('%s', (text, expected) => {
    expect(shown(parseEval(text))).toBe(expected);
  });

  test('a number keeps its digits', () => {
    expect(parseEval('0.20')).toEqual({
      kind: 'EvalNumber',
      value: 0.2,
      text: '0.20',
      span: { start: 0, end: 4 },
    });
  });

  test.each(['a b', '5minutes', 'a +', 'a IN ()', '(a', 'a)', ',', 'a..b', '"a" "b"', 'lower(a b)', '!a'])(
    '%s is no expression',
    (text) => {
      expect(() => parseEval(text)).toThrow(Problem);
    },
  );
});
