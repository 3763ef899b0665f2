import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { namedFilesIn } from './named-files.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'karst-names-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(name: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
  writeFileSync(path.join(root, name), text);
}

function named() {
  return namedFilesIn(root).map(({ file, load: _, ...rest }) => ({ file: path.relative(root, file), ...rest }));
}

test('names and ids are read, however YAML writes them, and the rest is not', () => {
  put('stories/a.yml', 'id: 1-2\nname: "A: the\n  first"\nnarrative: [\n');
  put('data_sources/b.yml', "name: 'it''s'\n");
  put('detections/web/c.yml', 'id: 5\ntags:\n  name: no\n');
  put('detections/web/d.yml', 'name: [1]\n');
  expect(named()).toEqual([
    { file: 'data_sources/b.yml', kind: 'data_source', name: "it's" },
    { file: 'detections/web/c.yml', kind: 'detection' },
    { file: 'detections/web/d.yml', kind: 'detection' },
    { file: 'stories/a.yml', kind: 'story', name: 'A: the first', id: '1-2' },
  ]);
});

test('the whole of a file is there for who asks, and undefined where it is no YAML', () => {
  put('stories/a.yml', 'name: A\nnarrative: n\n');
  put('stories/b.yml', 'name: B\nnarrative: [\n');
  expect(namedFilesIn(root).map(({ load }) => load())).toEqual([{ name: 'A', narrative: 'n' }, undefined]);
});

test('a folder that is not there has none', () => {
  expect(namedFilesIn(path.join(root, 'none'))).toEqual([]);
});
