import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadContent, macroLookup } from '../../src/content/index.ts';
import { parse } from '../../src/language/index.ts';
import { compileRegex, regexChoice, regexMatcher } from '../../src/language/regex/index.ts';

const SHARED = path.resolve(import.meta.dirname, '../../../shared');
const FOLDERS = ['content', 'content-v5', 'content-v6'].map((folder) => path.join(SHARED, folder));

/** What a published search does with a pattern. */
interface Use {
  readonly pattern: string;
  readonly reads: 'test' | 'groups' | 'spans';
}

/** Published patterns that loop over themselves, with what makes them so. */
const EXPONENTIAL: Readonly<Record<string, string>> = {};

describe.skipIf(!existsSync(path.join(SHARED, 'content')))('patterns of published searches', async () => {
  const uses = await Promise.all(FOLDERS.filter((folder) => existsSync(folder)).map(usesIn));
  const distinct = [...new Map(uses.flat().map((use) => [`${use.reads} ${use.pattern}`, use])).values()];

  test('are found', () => {
    expect(distinct.length).toBeGreaterThan(150);
  });

  test.each(distinct)('$reads $pattern', ({ pattern, reads }) => {
    const compiled = compileRegex(pattern);
    const { engine } = regexChoice(compiled, reads);
    expect(engine === 're2' || regexMatcher(compiled) !== undefined).toBe(true);
  });

  test('none of them is called exponential without a reason', () => {
    const called = [...new Set(distinct.map(({ pattern }) => pattern))].filter(isExponential);
    expect(called).toEqual(Object.keys(EXPONENTIAL));
  });

  test('most of them run inside the database', () => {
    const count = { re2: 0, js: 0 };
    for (const { pattern, reads } of distinct) count[regexChoice(compileRegex(pattern), reads).engine]++;
    expect(count.re2 / distinct.length).toBeGreaterThan(0.8);
  });
});

function isExponential(pattern: string): boolean {
  return compileRegex(pattern).exponential !== undefined;
}

async function usesIn(folder: string): Promise<Use[]> {
  const content = await loadContent([folder]);
  const macros = macroLookup(content);
  return [...content.detections, ...content.baselines].flatMap(({ search }) => {
    try {
      return usesOf(parse(search, { macros }));
    } catch {
      return [];
    }
  });
}

/** Every pattern below a node of the tree. */
function usesOf(node: unknown): Use[] {
  if (typeof node !== 'object' || node === null) return [];
  const below = Object.values(node).flatMap(usesOf);
  const use = ownUse(node as Readonly<Record<string, unknown>>);
  return use === undefined ? below : [use, ...below];
}

function ownUse({ kind, pattern, isSed, name, args }: Readonly<Record<string, unknown>>): Use | undefined {
  if (kind === 'Regex' && typeof pattern === 'string') return { pattern, reads: 'test' };
  if (kind === 'Rex' && typeof pattern === 'string')
    return isSed === true ? sedUse(pattern) : { pattern, reads: 'groups' };
  if (kind !== 'EvalCall' || !Array.isArray(args)) return undefined;
  const value: unknown = args[1]?.value;
  if (typeof value !== 'string') return undefined;
  if (name === 'match' || name === 'mvfind') return { pattern: value, reads: 'test' };
  return name === 'replace' ? { pattern: value, reads: 'spans' } : undefined;
}

function sedUse(expression: string): Use | undefined {
  const [, pattern] = /^s(?:\/)((?:\\.|[^\\/])*)\//s.exec(expression) ?? [];
  return pattern === undefined ? undefined : { pattern, reads: 'spans' };
}
