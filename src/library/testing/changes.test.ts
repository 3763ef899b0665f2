import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadContent } from '../../content/index.ts';
import { changedSince } from './changes.ts';

const hasGit = ((): boolean => {
  try {
    execFileSync('git', ['--version']);
    return true;
  } catch {
    return false;
  }
})();

let root = '';

const git = (...args: readonly string[]): void => {
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'commit.gpgsign=false'];
  execFileSync('git', ['-C', root, ...who, ...args], { stdio: 'pipe' });
};

const write = (file: string, text: string): void => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
};

const detection = (name: string, search: string, more = ''): void =>
  write(`detections/${name}.yml`, `name: ${name}\ntype: Hunting\nsearch: '${search}'\n${more}`);

async function changed(commit = 'main'): Promise<readonly string[]> {
  const { detections } = await changedSince(commit, await loadContent([root]));
  return detections.map(({ name }) => name);
}

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'karst-changes-'));
  detection('plain', 'index=main');
  detection('by_macro', '`outer(1)` | stats count');
  detection('by_lookup', '| inputlookup append=t list | stats count');
  detection('by_file', '| inputlookup list.csv');
  detection('by_source', 'index=main', 'data_source: [A AND My Source]\n');
  detection('by_data', 'index=main', 'tests: [{ name: T, attack_data: [{ data: data/a.log }] }]\n');
  write('macros/outer.yml', 'name: outer\narguments: [x]\ndefinition: "`inner`"\n');
  write('macros/inner.yml', 'name: inner\ndefinition: index=a\n');
  write('lookups/list.yml', 'name: list\nlookup_type: csv\n');
  write('lookups/list.csv', 'a\n1\n');
  write('baselines/fill.yml', 'name: Fill\ntype: Baseline\nsearch: index=a | outputlookup append=t list\n');
  write('data_sources/my_source.yml', 'name: My Source\nsourcetype: t\n');
  write('data/a.log', 'a\n');
  git('init', '-q', '-b', 'main');
  git('add', '.');
  git('commit', '-q', '-m', 'first');
});
afterEach(() => rmSync(root, { recursive: true }));

describe.skipIf(!hasGit)('what changed since a commit', () => {
  test('is nothing right after it', async () => {
    expect(await changed()).toEqual([]);
  });

  test.each([
    ['detections/plain.yml', ['plain']],
    ['macros/inner.yml', ['by_macro']],
    ['macros/outer.yml', ['by_macro']],
    ['lookups/list.yml', ['by_file', 'by_lookup']],
    ['lookups/list.csv', ['by_file', 'by_lookup']],
    ['baselines/fill.yml', ['by_file', 'by_lookup']],
    ['data_sources/my_source.yml', ['by_source']],
    ['data/a.log', ['by_data']],
  ])('is what depends on %s', async (file, names) => {
    appendFileSync(path.join(root, file), '\n');
    expect(await changed()).toEqual(names);
    git('add', '.');
    expect(await changed()).toEqual(names);
    git('commit', '-q', '-m', 'second');
    expect(await changed()).toEqual([]);
    expect(await changed('main~1')).toEqual(names);
  });

  test('counts a sidecar to its detection, and a file that Git does not know not at all', async () => {
    write('detections/plain.karst.yml', 'tests: []\n');
    expect(await changed()).toEqual([]);
    git('add', '.');
    expect(await changed()).toEqual(['plain']);
  });

  test.each(['no-such-branch', '--output=x'])('%s is no commit', async (commit) => {
    await expect(changed(commit)).rejects.toMatchObject({ code: 'CLI001' });
  });

  test('outside of a repository there is none', async () => {
    rmSync(path.join(root, '.git'), { recursive: true });
    await expect(changed()).rejects.toMatchObject({ code: 'CLI001' });
  });
});
