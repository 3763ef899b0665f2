import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ensureBuilt, ROOT, scratchFolder } from './karst.ts';

interface Step {
  readonly name: string;
  readonly run: string;
  readonly env: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

const scratch = scratchFolder('ci');
const repository = path.join(scratch.path, 'repository');
const DETECTION = 'detections/endpoint/process_writing_dynamicwrapperx.yml';
const git = (...args: readonly string[]) =>
  execFileSync('git', ['-c', 'user.email=a@example.org', '-c', 'user.name=a', ...args], {
    cwd: repository,
    stdio: 'pipe',
  });

/** A repository of content, and a folder of programs in which `npx` and `karst` run the one that was built here. */
beforeAll(async () => {
  await ensureBuilt();
  mkdirSync(repository);
  cpSync(path.join(ROOT, 'content'), repository, { recursive: true });
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '-m', 'content');
  const bin = path.join(scratch.path, 'bin');
  mkdirSync(bin);
  const run = `exec "${process.execPath}" "${path.join(ROOT, 'dist/cli/main.js')}" "$@"\n`;
  writeFileSync(path.join(bin, 'karst'), `#!/bin/sh\n${run}`);
  writeFileSync(path.join(bin, 'npx'), `#!/bin/sh\n[ "$1 $2" = "--yes karst@latest" ] || exit 99\nshift 2\n${run}`);
  for (const name of ['karst', 'npx']) chmodSync(path.join(bin, name), 0o755);
}, 120_000);
afterAll(scratch.remove);

function shell(script: string, environment: Readonly<Record<string, string>> = {}) {
  const env = { ...process.env, ...environment, PATH: `${path.join(scratch.path, 'bin')}:${process.env['PATH']}` };
  return spawnSync('bash', ['-e', '-c', script], { cwd: repository, env, encoding: 'utf8' });
}

describe('the GitHub Action', () => {
  const { inputs, runs } = parse(readFileSync(path.join(ROOT, 'action.yml'), 'utf8')) as Action;

  /** A step with its inputs: those given, or their defaults, where no pull request is. */
  function runStep(name: string, given: Readonly<Record<string, string>>) {
    const step = runs.steps.find((one) => one.name === name);
    const value = (input: string): string => given[input] ?? inputs[input]?.default.replace(/\$\{\{.*\}\}/, '') ?? '';
    const environment = Object.entries(step?.env ?? {}).map(([key, text]) => [
      key,
      text.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, input: string) => value(input)),
    ]);
    return shell(step?.run ?? 'exit 98', Object.fromEntries(environment) as Record<string, string>);
  }

  test('validates everything where there is no pull request', () => {
    const { status, stderr } = runStep('Validate', {});
    expect(status).toBe(0);
    expect(stderr).toContain('1 detection');
  });

  test('annotates what a change breaks, at its line', () => {
    const file = path.join(repository, DETECTION);
    const whole = readFileSync(file, 'utf8');
    writeFileSync(file, whole.replace(/^version: \d+$/m, 'version: four'));
    const { status, stdout } = runStep('Validate', { 'changed-since': 'HEAD' });
    writeFileSync(file, whole);
    expect(status).toBe(1);
    const line = whole.split('\n').findIndex((one) => one.startsWith('version:')) + 1;
    expect(stdout).toContain(`::error file=${DETECTION},line=${line},`);
  });

  test('checks nothing where nothing changed', () => {
    expect(runStep('Validate', { 'changed-since': 'HEAD' })).toMatchObject({ status: 0 });
    expect(runStep('Test', { 'changed-since': 'HEAD' })).toMatchObject({ status: 0 });
  });

  test('tests with data that lie in a folder', () => {
    const data = path.join(scratch.path, 'data');
    mkdirSync(path.join(data, 'malware/remcos/remcos'), { recursive: true });
    writeFileSync(path.join(data, 'malware/remcos/remcos/windows-sysmon.log'), 'nothing to find here\n');
    const { status, stdout } = runStep('Test', { 'attack-data': data });
    expect(status).toBe(1);
    expect(stdout).toContain('::error file=');
  });
});

describe('the pre-commit hooks', () => {
  const hooks = parse(readFileSync(path.join(ROOT, '.pre-commit-hooks.yaml'), 'utf8')) as readonly {
    readonly id: string;
    readonly entry: string;
    readonly files: string;
  }[];

  test.each(hooks.map((hook) => [hook.id, hook] as const))('%s takes the files that it is for', (_, { files }) => {
    const pattern = new RegExp(files);
    expect(pattern.test(DETECTION)).toBe(true);
    expect(pattern.test(`content/${DETECTION}`)).toBe(true);
    expect(pattern.test('README.md')).toBe(false);
    expect(pattern.test('data/detections.csv')).toBe(false);
  });

  test('karst-validate judges the files that it is given', () => {
    const entry = hooks.find(({ id }) => id === 'karst-validate')?.entry;
    const { status, stdout } = shell(`${entry} ${DETECTION} macros/*.yml`);
    expect([status, (JSON.parse(stdout) as readonly unknown[]).length > 1]).toEqual([0, true]);
  });

  test('karst-test runs the tests of the files that it is given', () => {
    const entry = hooks.find(({ id }) => id === 'karst-test')?.entry;
    const { stdout } = shell(`${entry} ${DETECTION} --offline --cache-dir "${scratch.path}/cache"`);
    expect(JSON.parse(stdout.trim().split('\n')[0] ?? '')).toMatchObject({ status: 'error' });
  });
});
