// Compiles src/ to dist/. Runs as `prepare`, so that `npm ci` leaves a runnable package; an installed
// package has no sources and nothing to build.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);

if (existsSync('src')) {
  rmSync('dist', { recursive: true, force: true });
  const require = createRequire(import.meta.url);
  const tsc = path.join(path.dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
  if (existsSync('dist/cli/main.js')) chmodSync('dist/cli/main.js', 0o755);
}
