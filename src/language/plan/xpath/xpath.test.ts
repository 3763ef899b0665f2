import { expect, test } from 'vitest';
import { xpathTexts } from './evaluate.ts';
import { parseXPath, XPathFault } from './parse.ts';
import { treeOf } from './tree.ts';

function texts(path: string, xml: string): readonly string[] | undefined {
  const tree = treeOf(xml);
  return tree === undefined ? undefined : xpathTexts(parseXPath(path), tree);
}

test.each([
  ['//b[1]', ['1', '3']],
  ['(//b)', ['1', '2', '3']],
  ['/r/a[2]/b', ['3']],
  ['r/a/b', ['1', '2', '3']],
  ['//a[b=2]/@k', ['x']],
  ['//*[@k]/@*', ['x', 'y']],
  ['//a[b>1 and @k="y"]/b', ['3']],
  ['//b/ancestor::a/@k', ['x', 'y']],
  ['//a[last()-1]/@k', ['x']],
  ['//a[position()!=1]/@k', ['y']],
  ['//attribute::k', ['x', 'y']],
  ['descendant::b[normalize-space()="2"]', ['2']],
  ['count(//a) + 1', ['3']],
  ['//nothing', []],
])('%s', (path, expected) => {
  expect(texts(path, "<r><a k='x'><b>1</b><b> 2 </b></a><a k='y'><b>3</b></a></r>")?.map((one) => one.trim())).toEqual(
    expected,
  );
});

test.each(['', '//', 'a[', 'a]', '"', '@', 'a b', 'not()', '(a', 'a/&', 'id("x")', 'following::a', '(//a)[1]'])(
  '%j is a fault',
  (path) => {
    expect(() => parseXPath(path)).toThrow(XPathFault);
  },
);

test('parentheses without end and without measure are faults too', () => {
  expect(() => parseXPath('('.repeat(5000))).toThrow(XPathFault);
  expect(() => parseXPath('a'.repeat(20_000))).toThrow(XPathFault);
});

test('hostile XML is given up in time', () => {
  const started = performance.now();
  const deep = '<a>'.repeat(100_000);
  expect(texts('//a[.//a//a//a]', deep)).toBeUndefined();
  expect(texts('//*[count(.//*)>count(..//*)]', `<r>${'<a/>'.repeat(50_000)}</r>`)).toBeUndefined();
  expect(treeOf('<a/>'.repeat(600_000))).toBeUndefined();
  expect(texts('//a', '<a b="'.repeat(100_000))).toEqual([]);
  expect(texts('//a', `<a ${'x="1" '.repeat(100_000)}>v</a>`)).toEqual(['v']);
  expect(performance.now() - started).toBeLessThan(10_000);
});
