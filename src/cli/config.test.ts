import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Problem } from '../shared/problem.ts';
import { applyConfig } from './config.ts';
import { collect, parseThreads } from './values.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'karst-config-'));
  mkdirSync(path.join(folder, 'below'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The options of a run in the folder below, where the configuration lies above. */
async function optionsOf(config: string, args: readonly string[] = []): Promise<Readonly<Record<string, unknown>>> {
  writeFileSync(path.join(folder, 'karst.yml'), config);
  const hunt = new Command('hunt')
    .option('--content <path>', '', collect)
    .option('--threads <count>', '', parseThreads)
    .option('--dialect <name>', '', 'duckdb')
    .option('--quiet')
    .option('--no-color');
  const test = new Command('test').option('--jobs <count>', '', parseThreads);
  hunt.parse(args, { from: 'user' });
  await applyConfig(hunt, [hunt, test], path.join(folder, 'below'));
  return hunt.opts();
}

test('sets what the command line does not, with paths from the folder of the file', async () => {
  const options = await optionsOf(
    'options:\n  content: [rules, /abs]\n  threads: 2\n  color: false\n  quiet: true\n  dialect: other\n',
  );
  const rules = path.relative(process.cwd(), path.join(folder, 'rules'));
  expect(options).toEqual({
    content: [rules, path.relative(process.cwd(), '/abs')],
    threads: 2,
    color: false,
    quiet: true,
    dialect: 'other',
  });
});

test('the command line wins, and what stands for one command over what stands for all', async () => {
  const config =
    'options: { threads: 2, jobs: 3, quiet: true }\ncommands: { hunt: { threads: 4, quiet: false }, test: { jobs: 1 } }\n';
  expect(await optionsOf(config)).toEqual({ threads: 4, color: true, dialect: 'duckdb' });
  expect(await optionsOf(config, ['--threads', '8'])).toEqual({ threads: 8, color: true, dialect: 'duckdb' });
});

test.each([
  ['options: { thread: 2 }', 'there is no option "thread"', 'did you mean "threads"?'],
  ['commands: { hunt: { jobs: 2 } }', 'there is no option "jobs"', 'there are content, threads, dialect, quiet, color'],
  ['commands: { hnt: {} }', 'there is no command "hnt"', 'did you mean "hunt"?'],
  ['options: { threads: many }', '"threads" cannot be that', 'Write a whole number from 1 to 1024.'],
  ['options: { threads: true }', '"threads" cannot be that', 'It is not true or false.'],
  ['options: { quiet: loud }', '"quiet" cannot be that', 'It is true or false.'],
  [
    'options: { threads: [1, 2] }',
    '"options.threads" of a config must be a text, a list of texts, a number or a boolean, not a list',
    undefined,
  ],
])('%s is an error at its place', async (config, message, hint) => {
  const error: unknown = await optionsOf(config).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Problem);
  expect(error).toMatchObject({ code: 'CT007', message, details: { file: path.join(folder, 'karst.yml') } });
  if (error instanceof Problem && hint !== undefined) expect(error.details.hint).toBe(hint);
});

test('without a file everything stays', async () => {
  const hunt = new Command('hunt').option('--threads <count>');
  await applyConfig(hunt, [hunt], folder);
  expect(hunt.opts()).toEqual({});
});
