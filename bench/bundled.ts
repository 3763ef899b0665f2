import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/**
 * A script of this folder with what it imports of src/, built as the package is, to run as a process of its own: the
 * package itself shows less than benchmarks look at.
 */
export function bundled(script: string): string {
  const outfile = path.join(ROOT, 'node_modules', '.cache', 'karst-bench', script.replace(/\.ts$/, '.mjs'));
  buildSync({
    entryPoints: [path.join(ROOT, 'bench', script)],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.15',
    external: ['@duckdb/node-bindings*'],
    banner: {
      js: "import { createRequire as $createRequire } from 'node:module';\nconst require = $createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  return outfile;
}
