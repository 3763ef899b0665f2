import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { breach, importsOf, LAYERS, OWNERS, sourceFiles } from './layers.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (file: string) => readFileSync(`${root}${file}`, 'utf8');

describe('layers', () => {
  test('no file under src/ imports what its layer may not', () => {
    const files = sourceFiles(`${root}src`);
    expect(files.length).toBeGreaterThan(20);
    expect(files.flatMap(({ file, text }) => importsOf(text).flatMap((specifier) => breach(file, specifier)))).toEqual(
      [],
    );
  });

  test('every folder of src/ is a layer with rules', () => {
    expect(readdirSync(`${root}src`).filter((name) => !(name in LAYERS))).toEqual([]);
  });

  test.each([
    ['upward', 'inputs/walk.ts', "import { emit } from '../sql/index.ts';", 'inputs may not import sql'],
    [
      'past the index',
      'sql/emit.ts',
      "import { HIDDEN } from '../language/ir.ts';",
      'import language/index.ts, not language/ir.ts',
    ],
    [
      'a foreign package',
      'content/load.ts',
      "import { DuckDBInstance } from '@duckdb/node-api';",
      '@duckdb/node-api belongs to engine',
    ],
    ['an unlisted package', 'content/load.ts', "import x from 'left-pad';", 'left-pad belongs to no layer'],
    [
      'over several lines',
      'shared/span.ts',
      "import {\n  parse,\n} from '../language/index.ts';",
      'shared may not import language',
    ],
    ['dynamic', 'shared/span.ts', "const m = await import('../cli/main.ts');", 'shared may not import cli'],
    ['for its side effect', 'events/event.ts', "import '../content/index.ts';", 'events may not import content'],
    ['a re-export', 'language/index.ts', "export { emit } from '../sql/index.ts';", 'language may not import sql'],
  ])('sees a breach: %s', (_, file, source, message) => {
    expect(importsOf(source).flatMap((specifier) => breach(file, specifier))).toEqual([`${file}: ${message}`]);
  });

  test.each([
    ['inside a layer', 'language/parse/parse.ts', "import { lex } from '../lex/lex.ts';"],
    ['a file of shared', 'sql/emit.ts', "import { Problem } from '../shared/problem.ts';"],
    ['the index of a layer below', 'engine/run.ts', "import type { Plan } from '../language/index.ts';"],
    ['the platform', 'inputs/walk.ts', "import { stat } from 'node:fs/promises';"],
  ])('lets pass: %s', (_, file, source) => {
    expect(importsOf(source).flatMap((specifier) => breach(file, specifier))).toEqual([]);
  });
});

describe('dependencies', () => {
  test('every runtime dependency has an owner, an exact version and a decision record', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
    expect(Object.keys(dependencies).sort()).toEqual(Object.keys(OWNERS).sort());
    for (const version of Object.values(dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+/);
    const records = readdirSync(`${root}docs/decisions`)
      .map((file) => read(`docs/decisions/${file}`))
      .join('\n');
    for (const name of Object.keys(dependencies)) expect(records).toContain(`\`${name}\``);
  });

  test('ARCHITECTURE.md names every layer', () => {
    const text = read('ARCHITECTURE.md');
    for (const layer of Object.keys(LAYERS)) expect(text).toContain(`| ${layer}`);
  });
});
