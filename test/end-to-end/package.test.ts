import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt, jsonLines, ROOT, scratchFolder } from './karst.ts';

const scratch = scratchFolder('package');
const app = path.join(scratch.path, 'app');
const installed = path.join(app, 'node_modules', 'karst');

/** Packs as npm does and unpacks into an empty folder; the dependencies are those of the project, for want of a network. */
beforeAll(async () => {
  await ensureBuilt();
  const npm = (...args: string[]) =>
    execFileSync('npm', args, { cwd: ROOT, stdio: 'pipe', shell: process.platform === 'win32' });
  npm('pack', '--ignore-scripts', '--silent', '--pack-destination', scratch.path);
  const { version, dependencies } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Package;
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', [
    '-xzf',
    path.join(scratch.path, `karst-${version}.tgz`),
    '--strip-components=1',
    '-C',
    installed,
  ]);
  for (const name of [...Object.keys(dependencies), '@types/node', 'undici-types']) {
    const target = path.join(app, 'node_modules', name);
    mkdirSync(path.dirname(target), { recursive: true });
    symlinkSync(path.join(ROOT, 'node_modules', name), target, 'junction');
  }
  writeFileSync(path.join(app, 'package.json'), '{ "name": "app", "private": true, "type": "module" }');
}, 180_000);
afterAll(scratch.remove);

interface Package {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

describe('the package, in an empty folder', () => {
  test('carries what it needs and no sources', () => {
    for (const file of ['dist/cli/main.js', 'dist/index.d.ts', 'LICENSE', 'README.md', 'content', 'examples/logs']) {
      expect(existsSync(path.join(installed, file)), file).toBe(true);
    }
    const licences = readFileSync(path.join(installed, 'dist', 'THIRD-PARTY.txt'), 'utf8');
    for (const name of ['commander', 'yaml', 'zod', '@duckdb/node-api']) expect(licences).toMatch(`\n${name} `);
    expect(existsSync(path.join(installed, 'src'))).toBe(false);
  });

  test('hunts', () => {
    const bin = path.join(installed, 'dist', 'cli', 'main.js');
    const logs = path.join(app, 'logs');
    cpSync(path.join(installed, 'examples', 'logs'), logs, { recursive: true });
    const stdout = execFileSync(process.execPath, [bin, 'hunt', 'logs', '-q'], { cwd: app, encoding: 'utf8' });
    expect(jsonLines(stdout)).toHaveLength(3);
  });

  test('is a library whose types hold', () => {
    writeFileSync(path.join(app, 'consumer.ts'), CONSUMER);
    const require = createRequire(import.meta.url);
    const tsc = path.join(path.dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
    const options = ['--strict', '--module', 'nodenext', '--target', 'es2023', '--lib', 'es2023', '--types', 'node'];
    execFileSync(process.execPath, [tsc, ...options, 'consumer.ts'], { cwd: app, stdio: 'pipe' });
    const stdout = execFileSync(process.execPath, ['consumer.js'], { cwd: app, encoding: 'utf8' });
    expect(stdout).toBe('3 findings, 3 rows, SPL104\n');
  }, 60_000);
});

const CONSUMER = `
import { type Finding, hunt, Problem, type Row, search } from 'karst';

const { findings, summary } = await hunt({ logs: ['logs'], now: '2024-10-18' });
const first: Finding | undefined = findings[0];
if (first === undefined || summary.findings !== findings.length) throw new Error('no findings');

const rows: Row[] = [];
const spl = 'EventCode=11 file_name=dynwrapx.dll | table host, file_path';
for await (const row of search({ spl, logs: ['logs'] })) rows.push(row);

const problem = await search({ spl: '| frobnicate' }).next().catch((error: unknown) => error);
const code = problem instanceof Problem ? problem.code : 'none';
console.log(\`\${findings.length} findings, \${rows.length} rows, \${code}\`);
`;
