import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import { ensureBuilt, karst, ROOT } from './karst.ts';

beforeAll(ensureBuilt, 120_000);

test('alone it says what to type next', async () => {
  const { exitCode, stdout, stderr } = await karst([]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toContain('karst hunt examples/');
});

test('--version is the version of the package', async () => {
  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };
  expect(await karst(['--version'])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' });
});

test('the help lists the commands that work, and no others', async () => {
  const { exitCode, stdout } = await karst(['--help']);
  expect(exitCode).toBe(0);
  const [, section = ''] = stdout.split('Commands:\n');
  const commands = [...(section.split('\n\n')[0] ?? '').matchAll(/^ {2}([a-z]+)/gm)].map(([, name]) => name);
  expect(commands).toEqual(COMMANDS.map(({ name }) => name));
  expect(commands).toEqual(expect.arrayContaining(['hunt', 'search', 'parse', 'explain', 'validate', 'test']));
});

test.each(COMMANDS.map(({ name }) => name))('karst %s --help has examples', async (command) => {
  const { exitCode, stdout } = await karst([command, '--help']);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(new RegExp(`Examples:\\n +karst ${command} `));
});

describe('wrong usage is exit code 2, with what to do', () => {
  test.each([
    [['hnut', 'x'], 'unknown command "hnut"', 'did you mean "hunt"?'],
    [['test', '--jobs', '0'], 'whole number from 1 to 64', 'karst test --help'],
    [['test', '--offline', '--update-lock'], '--offline fetches nothing', 'leave out one'],
    [['test', '--attack-data', 'no/such/folder'], 'there is no folder of attack data', '/datasets/'],
    [['test', 'no/such/detection.yml'], 'no such file or folder', ''],
    [['validate'], 'karst validate needs a file or folder of content', 'see karst validate --help'],
    [['validate', 'content', '--format', 'xml'], 'It is one of table, json', 'karst validate --help'],
    [['validate', 'no/such/folder'], 'no such file or folder', ''],
    [['serve'], 'this version of karst has no command "serve" yet', 'the commands are'],
    [['hunt'], 'karst hunt needs a file or folder of logs', 'see karst hunt --help'],
    [['search'], 'karst search needs a search', 'see karst search --help'],
    [['explain', 'index=main', 'foo'], 'more arguments than the command takes', 'single quotes'],
    [['hunt', 'x', '--fromat', 'csv'], "unknown option '--fromat'", 'did you mean --format?'],
    [['hunt', 'x', '--format', 'xml'], "argument 'xml' is invalid", 'karst hunt --help'],
    [['hunt', 'x', '--fail-on', 'hihg'], 'Did you mean high?', 'karst hunt --help'],
    [['hunt', 'x', '--threads', '0'], 'whole number', 'karst hunt --help'],
    [['hunt', 'x', '--memory', 'much'], '512MB', 'karst hunt --help'],
    [['hunt', 'x', '--timezone', 'Nowhere'], 'name of a time zone', 'karst hunt --help'],
    [['hunt', 'examples', '--earliest', 'yesterday'], '"yesterday" is not a time for earliest', '-24h@h'],
    [['hunt', 'examples', '--now', 'never'], '"never" is not a time for now', 'ISO 8601'],
    [['hunt', 'examples', '--output', '/nowhere/at/all.jsonl'], 'cannot write', 'a folder that exists'],
    [['explain', '| makeresults', '--dialect', 'clickhouse'], 'clickhouse', 'duckdb'],
    [['explain', '| makeresults', '--stage', 'plans'], 'Did you mean plan?', 'karst explain --help'],
  ])('karst %j', async (args, message, hint) => {
    const { exitCode, stdout, stderr } = await karst(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
  });
});
