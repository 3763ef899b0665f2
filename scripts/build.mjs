// Compiles src/ to dist/: few files of code, since each file that Node opens costs it half a millisecond, and the
// types of all. Runs as `prepare`, so that `npm ci` leaves a runnable package; an installed package has no sources and
// nothing to build.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
if (existsSync('src')) await compile();

async function compile() {
  rmSync('dist', { recursive: true, force: true });
  const packages = await bundle();
  writeFileSync(path.join('dist', 'THIRD-PARTY.txt'), licencesOf(packages));
  chmodSync(path.join('dist', 'cli', 'main.js'), 0o755);
  const require = createRequire(import.meta.url);
  const tsc = path.join(path.dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
}

/** Gives the folders of the packages whose code is in it now. */
async function bundle() {
  const { build } = await import('esbuild');
  const { metafile } = await build({
    entryPoints: Object.fromEntries(entries().map((file) => [file.replace(/\.ts$/, ''), path.join('src', file)])),
    outdir: 'dist',
    // At the same depth as folders of layers.
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.15',
    // Native code, and what finds it for the machine.
    external: ['@duckdb/node-bindings*'],
    // Packages in CommonJS ask for modules of Node; those in ESM have a build for it, too.
    banner: {
      js: "import { createRequire as $createRequire } from 'node:module';\nconst require = $createRequire(import.meta.url);",
    },
    legalComments: 'none',
    // Tells one build from another, whatever the version says.
    define: { KARST_BUILD: JSON.stringify(hashOfSources()) },
    metafile: true,
    logLevel: 'warning',
  });
  const folders = Object.keys(metafile.inputs).map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]);
  return [...new Set(folders.filter((folder) => folder !== undefined))].sort();
}

/** What `exports` and `bin` of the package name, and what runs on threads of its own, relative to src/. */
function entries() {
  const { bin, exports } = JSON.parse(readFileSync('package.json', 'utf8'));
  const named = [...Object.values(bin), ...Object.values(exports).map((one) => one.default)]
    .filter((file) => file !== undefined)
    .map((file) => path.relative('dist', file).replace(/\.js$/, '.ts'));
  const threads = readdirSync('src', { recursive: true }).filter((file) => /(?:^|[/\\-])thread\.ts$/.test(file));
  return [...named, ...threads].map((file) => file.split(path.sep).join('/'));
}

function hashOfSources() {
  const hash = createHash('sha256').update(readFileSync('package.json'));
  const files = readdirSync('src', { recursive: true }).filter((file) => /(?<!\.test)\.ts$/.test(file));
  for (const file of files.sort()) hash.update(file).update(readFileSync(path.join('src', file)));
  return hash.digest('hex').slice(0, 32);
}

/** Their licences ask for it: what is in dist/ came to be a copy of them. */
function licencesOf(folders) {
  const texts = folders.map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
    const text = file === undefined ? `Licence: ${license}\n` : readFileSync(path.join(folder, file), 'utf8');
    return `${name} ${version}\n${'='.repeat(72)}\n\n${text.trim()}\n`;
  });
  return `dist/ holds code of these packages.\n\n${texts.join('\n\n')}`;
}
