import { expect, test } from 'vitest';
import type { ProcessNode } from '../../findings/index.ts';
import { listed, narrowed } from './narrow.ts';

function node(name: string, ...children: readonly ProcessNode[]): ProcessNode {
  return { process: { time: 0, host: 'h', name }, isStub: false, children };
}

function outline(roots: readonly ProcessNode[]): readonly string[] {
  return listed(roots).map(({ node: { process }, depth }) => `${'-'.repeat(depth)}${process.name}`);
}

const TREES = [node('a', node('b', node('c', node('d')), node('e'))), node('f', node('c'))];

test('a listing has each node before those below it, with the place of its parent', () => {
  expect(outline(TREES)).toEqual(['a', '-b', '--c', '---d', '--e', 'f', '-c']);
  expect(listed(TREES).map(({ parent }) => parent)).toEqual([undefined, 0, 1, 2, 1, undefined, 5]);
});

test('narrowed, what leads to a node and all below it stay', () => {
  expect(outline(narrowed(TREES, ({ process }) => process.name === 'c'))).toEqual([
    'a',
    '-b',
    '--c',
    '---d',
    'f',
    '-c',
  ]);
  expect(outline(narrowed(TREES, ({ process }) => process.name === 'e'))).toEqual(['a', '-b', '--e']);
  expect(narrowed(TREES, () => false)).toEqual([]);
});

test('a tree of a hundred thousand levels is no trouble', () => {
  let deep = node('leaf');
  for (let level = 0; level < 100_000; level++) deep = node('p', deep);
  expect(listed(narrowed([deep], ({ process }) => process.name === 'leaf'))).toHaveLength(100_001);
});
