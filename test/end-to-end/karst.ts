import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const BIN = path.join(ROOT, 'dist', 'cli', 'main.js');

/** What karst keeps from run to run is not kept with the user's. */
const CACHES = path.join(ROOT, 'node_modules', '.cache', 'karst-tests');

export interface Ran {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line without a terminal, from the project's root if nothing else is said. */
export async function karst(args: readonly string[], environment: NodeJS.ProcessEnv = {}, cwd = ROOT): Promise<Ran> {
  const child = startKarst(args, environment, cwd);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { exitCode, stdout, stderr };
}

/** Starts it, for tests that meddle with the running process. */
export function startKarst(args: readonly string[], environment: NodeJS.ProcessEnv = {}, cwd = ROOT) {
  const { NO_COLOR: _, FORCE_COLOR: __, ...inherited } = process.env;
  return spawn(process.execPath, [BIN, ...args], {
    cwd,
    env: { ...inherited, XDG_CACHE_HOME: CACHES, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** The objects of JSON lines. */
export function jsonLines(text: string): Record<string, unknown>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** A folder of its own for one test file. */
export function scratchFolder(name: string): { readonly path: string; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), `karst-${name}-`));
  return { path: folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Builds dist/ where a source is newer. Test files run side by side: one of them builds, the others wait. */
export async function ensureBuilt(): Promise<void> {
  const lock = path.join(ROOT, 'node_modules', '.karst-build');
  while (!isFresh()) {
    if (!takeLock(lock)) {
      await sleep(200);
      continue;
    }
    try {
      if (!isFresh()) execFileSync(process.execPath, [path.join(ROOT, 'scripts', 'build.mjs')], { stdio: 'pipe' });
    } finally {
      rmdirSync(lock);
    }
    return;
  }
}

/** A build takes seconds: a lock older than this was left by a run that was killed. */
const STALE_LOCK_MS = 120_000;

function takeLock(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    const stats = statSync(lock, { throwIfNoEntry: false });
    if (stats && Date.now() - stats.mtimeMs > STALE_LOCK_MS) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}

function isFresh(): boolean {
  if (!existsSync(BIN)) return false;
  const builtMs = statSync(BIN).mtimeMs;
  const sources = readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
  return sources
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .every((file) => statSync(path.join(ROOT, 'src', file)).mtimeMs <= builtMs);
}
