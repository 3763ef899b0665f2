import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What each layer may import: a layer means its index.ts, a path only that file. `index.ts` is the package's face. */
export const LAYERS: Readonly<Record<string, readonly string[]>> = {
  shared: [],
  inputs: ['shared'],
  content: ['shared'],
  language: ['shared'],
  events: ['shared', 'inputs'],
  sql: ['shared', 'language'],
  engine: ['shared', 'events', 'language', 'sql'],
  findings: ['shared', 'events', 'content', 'language', 'sql', 'engine'],
  library: ['shared', 'inputs', 'events', 'content', 'language', 'sql', 'engine', 'findings'],
  'index.ts': ['shared', 'library'],
  cli: ['shared', 'inputs', 'events', 'content', 'language', 'sql', 'engine', 'findings', 'library'],
};

/** The one layer that may import each third-party package. */
export const OWNERS: Readonly<Record<string, string>> = {
  '@duckdb/node-api': 'engine',
  '@duckdb/node-bindings': 'engine',
  commander: 'cli',
  'csv-parse': 'content',
  fzstd: 'inputs',
  'mmdb-lib': 'engine',
  'tar-stream': 'inputs',
  yaml: 'content',
  yauzl: 'inputs',
  zod: 'content',
};

const IMPORT =
  /(?:^|[;\n])\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|(?:^|[;\n])\s*import\s*['"]([^'"]+)['"]|\bimport\s*\(\s*['"`]([^'"`]+)['"`]/g;

/** Every module that a source text imports: static, side-effect, dynamic, and re-exports. */
export function importsOf(source: string): string[] {
  return [...source.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

/** Why this import is not allowed, or nothing. `file` is relative to src/, with forward slashes. */
export function breach(file: string, specifier: string): string[] {
  const layer = layerOf(file);
  if (specifier.startsWith('node:')) return [];
  if (!specifier.startsWith('.')) {
    const name = specifier
      .split('/')
      .slice(0, specifier.startsWith('@') ? 2 : 1)
      .join('/');
    return OWNERS[name] === layer ? [] : [`${file}: ${name} belongs to ${OWNERS[name] ?? 'no layer'}`];
  }
  const target = path.posix.join(path.posix.dirname(file), specifier);
  const to = layerOf(target);
  if (to === layer) return [];
  if (!(LAYERS[layer] ?? []).includes(to)) return [`${file}: ${layer} may not import ${to}`];
  return to === 'shared' || target === `${to}/index.ts` ? [] : [`${file}: import ${to}/index.ts, not ${target}`];
}

/** Every source file under a folder, tests left out, relative to it. */
export function sourceFiles(folder: string): { file: string; text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .sort()
    .map((file) => ({
      file: file.split(path.sep).join('/'),
      text: readFileSync(path.join(folder, file), 'utf8'),
    }));
}

function layerOf(file: string): string {
  return file.split('/', 1)[0] ?? '';
}
