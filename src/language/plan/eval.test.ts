import { describe, expect, test } from 'vitest';
import type { Schema } from '../ir.ts';
import { parseEval } from '../parse/fragments.ts';
import { exprText } from './describe.ts';
import { lowerEval } from './eval.ts';
import { openEnvironment } from './open.ts';
import type { Scope } from './scope.ts';

const SCHEMA: Schema = {
  columns: [
    { name: 't', type: 'text' },
    { name: 'u', type: 'text' },
    { name: 'n', type: 'number' },
    { name: 'm', type: 'multi' },
    { name: 'm2', type: 'multi' },
    { name: 'a.b', type: 'text' },
  ],
  isOpen: false,
};

const scope: Scope = {
  schema: SCHEMA,
  context: {
    environment: openEnvironment({ now: 1000 }),
    expansion: { source: '', text: '', pieces: [] },
    readLater: async () => 'all',
    subsearch: () => Promise.reject(new Error('no subsearch here')),
    pipeline: () => Promise.reject(new Error('no pipeline here')),
    text: () => Promise.reject(new Error('no pipeline here')),
  },
};

const lowered = (spl: string) => {
  const expr = lowerEval(parseEval(spl), scope);
  return `${exprText(expr)} ${expr.type}`;
};

describe('expressions become typed calls', () => {
  test.each([
    // Comparison: by number, by text, or as the values turn out.
    ['n>5', 'numberLess(5, n) boolean'],
    ['t="x"', 'textEquals(t, "x") boolean'],
    ['t="5"', 'dynamicEquals(t, "5") boolean'],
    ['n="5"', 'numberEquals(n, 5) boolean'],
    ['t<=u', 'dynamicLessOrEqual(t, u) boolean'],
    ['t!=n', 'not(dynamicEquals(t, toText(n))) boolean'],
    ['m="x"', "anyValue(m, '#value' → textEquals('#value', \"x\")) boolean"],
    ['t IN ("a", "b")', 'textIn(t, "a", "b") boolean'],
    ['t IN ("a", 5)', 'or(textEquals(t, "a"), dynamicEquals(t, "5")) boolean'],
    ['nosuch="x"', 'NULL boolean'],
    // Arithmetic and text.
    ['t-1', 'subtract(toNumber(t), 1) number'],
    ['m-1', 'subtract(toNumber(onlyValue(m)), 1) number'],
    ['n.t."!"', 'concat(toText(n), t, "!") text'],
    ['n+1', 'add(n, 1) number'],
    ['t+1', 'dynamicAdd(t, "1") text'],
    ['t+u+n', 'dynamicAdd(dynamicAdd(t, u), toText(n)) text'],
    ['"a"+n', 'concat("a", toText(n)) text'],
    ['n*2', 'multiply(n, 2) number'],
    ['n*0.25', 'multiplyRounded(n, 0.25, 2) number'],
    ['-n', 'negate(n) number'],
    ['nosuch+1', 'NULL text'],
    // Constants fold.
    ['2+3*4', '14 number'],
    ['1/0', 'NULL number'],
    ['"a".1.5', '"a1.5" text'],
    ['1=1', 'true boolean'],
    ['"Z"<"a"', 'true boolean'],
    // Names.
    ['a.b', 'a.b text'],
    ['null', 'NULL text'],
    // Logic.
    [
      't="x" XOR u="x"',
      'or(and(textEquals(t, "x"), not(textEquals(u, "x"))), and(not(textEquals(t, "x")), textEquals(u, "x"))) boolean',
    ],
    // Functions.
    ['if(n>1, n, "none")', 'if(numberLess(1, n), toText(n), "none") text'],
    ['if(n>1, m, t)', 'if(numberLess(1, n), m, multi(t)) multi'],
    ['if(n>1, n, null())', 'if(numberLess(1, n), n, NULL) number'],
    ['case(1=2, "a", 1=1, "b")', '"b" text'],
    ['coalesce(nosuch, t, n)', 'coalesce(t, toText(n)) text'],
    ['upper(m)', "mapValues(m, '#value' → upper('#value')) multi"],
    ['len(m)', 'length(onlyValue(m)) number'],
    ['mvindex(m, 0)', 'multiItem(m, 0) text'],
    ['mvcount(t)', 'multiCount(multi(t)) number'],
    ['mvmap(m, m."x")', "mapValues(m, '#value' → concat('#value', \"x\")) multi"],
    ['match(t, "(?<!a)b")', 'regexMatch(t, "(?<!a)b", "js") boolean'],
    ['match(t, "^a+b")', 'regexMatch(t, "^a+b", "re2") boolean'],
    ['now()', '1000 number'],
    ['typeof(nosuch)', '"Invalid" text'],
    ['searchmatch("t=a* n=5")', 'and(wildcardMatch(t, "a*"), numberEquals(n, 5)) boolean'],
  ])('%s', (spl, expected) => {
    expect(lowered(spl).replaceAll("'#value'", '#value')).toBe(expected.replaceAll("'#value'", '#value'));
  });

  test('a comparison of two multivalues looks at all pairs', () => {
    expect(lowered('m=m2')).toBe(
      'anyValue(m, #value → anyValue(m2, #value2 → dynamicEquals(#value, #value2))) boolean',
    );
  });
});

test('long chains are no deep trees, and what grows out of hand is told', () => {
  const many = Array.from({ length: 400 }, (_, index) => `n=${index}`).join(' OR ');
  expect(lowerEval(parseEval(many), scope)).toMatchObject({ kind: 'Call', fn: 'or', type: 'boolean' });
  const sums = Array.from({ length: 900 }, () => 'n').join('-');
  expect(() => lowered(sums)).toThrow('the expression is too large');
  const doubled = Array.from({ length: 30 }, () => 't="x"').join(' XOR ');
  expect(() => lowered(doubled)).toThrow('the expression is too large');
});

describe('what cannot be planned', () => {
  test.each([
    ['len(t="x")', 'SPL201', 'expected a value, found a condition', 't="x"'],
    ['t="x" AND u', 'SPL201', 'expected a condition, found a value', 'u'],
    [
      'if(t="x", t="y", u)',
      'SPL201',
      'if() gives a condition in one case and a value in another',
      'if(t="x", t="y", u)',
    ],
    ['tonumber("ten")', 'SPL201', 'tonumber() of the text "ten", which is no number', '"ten"'],
    ['mvfilter(t=u)', 'SPL201', 'mvfilter() takes a condition on exactly one field, found 2', 't=u'],
    ['lookup(t, u)', 'SPL302', 'karst runs lookup() in eval and where alone', 'lookup(t, u)'],
  ])('%s', (spl, code, message, at) => {
    try {
      lowered(spl);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code, message });
      const { span } = (error as { details: { span: { start: number; end: number } } }).details;
      expect(spl.slice(span.start, span.end)).toBe(at);
    }
  });
});
