import { describe, expect, test } from 'vitest';
import { assertNever } from '../../shared/problem.ts';
import type { SearchExpr } from '../ast.ts';
import { parseSearchExpression } from './fragments.ts';
import { parse } from './parse.ts';

/** An expression with every grouping written out. Values in quotes stand in quotes. */
function shown(expr: SearchExpr): string {
  switch (expr.kind) {
    case 'SearchAnd':
      return `(${expr.terms.map(shown).join(' AND ')})`;
    case 'SearchOr':
      return `(${expr.terms.map(shown).join(' OR ')})`;
    case 'SearchNot':
      return `NOT ${shown(expr.term)}`;
    case 'SearchComparison':
      return `${expr.field.name}${expr.operator}${value(expr.value)}`;
    case 'SearchIn':
      return `${expr.field.name} IN [${expr.values.map(value).join('; ')}]`;
    case 'SearchKeyword':
      return value(expr.value);
    case 'SearchTerm':
      return `TERM<${expr.value.text}>`;
    case 'SearchCase':
      return `CASE<${expr.value.text}>`;
    case 'SearchSubsearch':
      return `[${expr.pipeline.commands.map(({ kind }) => kind).join('|')}]`;
    case 'SearchEverything':
      return 'everything';
    default:
      return assertNever(expr);
  }
}

function value({ text, isQuoted }: { text: string; isQuoted: boolean }): string {
  return isQuoted ? `"${text}"` : text;
}

describe('search expressions', () => {
  test.each([
    // Splunk Search Reference, search: parentheses, NOT, OR, AND.
    ['a OR b c', '((a OR b) AND c)'],
    ['a b OR c', '(a AND (b OR c))'],
    ['a=1 OR b=1 c=1', '((a=1 OR b=1) AND c=1)'],
    ['a AND b OR c AND d', '(a AND (b OR c) AND d)'],
    ['NOT a OR b', '(NOT a OR b)'],
    ['NOT (a OR b) c', '(NOT (a OR b) AND c)'],
    ['NOT NOT a', 'NOT NOT a'],
    ['NOT(a=1)', 'NOT a=1'],
    ['((a))', 'a'],
    // Operators are upper case only.
    ['a or b', '(a AND or AND b)'],
    ['a and not b', '(a AND and AND not AND b)'],
    // Words that only begin like an operator, and fields named like one.
    ['ORacle NOTE ANDy', '(ORacle AND NOTE AND ANDy)'],
    ['OR=1', 'OR=1'],
    // Comparisons.
    ['sourcetype = PwSh:bootloader', 'sourcetype=PwSh:bootloader'],
    ['a==b c!=d', '(a=b AND c!=d)'],
    ['n>=5 n<10 n>1 n<=2', '(n>=5 AND n<10 AND n>1 AND n<=2)'],
    ['"DNS.query"="*.arpa"', 'DNS.query="*.arpa"'],
    ['"Known Ransomware Notes"=True', 'Known Ransomware Notes=True'],
    ['user.groups{}.name=x', 'user.groups{}.name=x'],
    ['tag::host=web', 'tag::host=web'],
    ['url=*?id=1*', 'url=*?id=1*'],
    ["a='b", "a='b"],
    ['a=""', 'a=""'],
    ['a="b"c', '(a="b" AND c)'],
    ['_time >= relative_time(now(), "-10m@m")', '_time>=relative_time(now(), "-10m@m")'],
    // IN.
    ['status IN (404, "5*" ,x)', 'status IN [404; "5*"; x]'],
    ['"a b" in(1)', 'a b IN [1]'],
    ['NOT status IN (404)', 'NOT status IN [404]'],
    ['IN', 'IN'],
    // Bare terms, with minor breakers and wildcards.
    ['(evil OR x) api-northeast-1.console.aws*', '((evil OR x) AND api-northeast-1.console.aws*)'],
    ['"web error" 10.0.0.1 *', '("web error" AND 10.0.0.1 AND *)'],
    ['a, b', '(a AND b)'],
    ['TERM(127.0.0.1) CASE(Error)', '(TERM<127.0.0.1> AND CASE<Error>)'],
    ['TERM("a b")', 'TERM<a b>'],
    // Escapes collapse once: \\ and \" alone.
    ['a="*\\\\temp\\\\*"', 'a="*\\temp\\*"'],
    ['a=C:\\\\Windows\\\\*', 'a=C:\\Windows\\*'],
    ['a=C:\\Windows', 'a=C:\\Windows'],
    ['a="say \\"x\\" \\d"', 'a="say "x" \\d"'],
    ['a\\|b', 'a|b'],
    ['', 'everything'],
    ['()', 'everything'],
    ['() a', '(everything AND a)'],
  ])('%s', (spl, expected) => {
    expect(shown(parseSearchExpression(spl))).toBe(expected);
  });

  test.each([
    ['NOT[inputlookup domains]', 'NOT [Inputlookup]'],
    ['a [search b | fields c] OR d', '(a AND ([Search|Fields] OR d))'],
    ['[| inputlookup a]', '[Inputlookup]'],
  ])('subsearches are terms: %s', (spl, expected) => {
    const [search] = parse(spl).pipeline.commands;
    expect(shown((search as unknown as { expression: SearchExpr }).expression)).toBe(expected);
  });

  test('the text that a subsearch turns into is read back', () => {
    const text = '( ( host="a" AND user="x" ) OR ( host="b" AND user="y" ) )';
    expect(shown(parseSearchExpression(text))).toBe('((host="a" AND user="x") OR (host="b" AND user="y"))');
    expect(shown(parseSearchExpression('NOT ( )'))).toBe('NOT everything');
  });

  test('a span covers the term as written', () => {
    const expr = parseSearchExpression('a = 1  ( b OR "c d" ) ');
    expect(expr.span).toEqual({ start: 0, end: 21 });
  });
});
