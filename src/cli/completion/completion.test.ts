import { spawnSync } from 'node:child_process';
import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { oneOf, parseText } from '../values.ts';
import { COMPLETION_SCRIPTS } from './index.ts';
import { commandWords } from './words.ts';

const hunt = new Command('hunt')
  .summary("what it's for")
  .argument('<logs...>')
  .option('-o, --output <file>', 'write [it] to a file: now', parseText)
  .option('--format <format>', 'the form', oneOf(['table', 'jsonl'] as const))
  .option('--temp-dir <folder>', 'a folder')
  .option('--quiet', 'nothing');
const WORDS = commandWords([hunt, new Command('parse').summary('more')]);

test('of a command it is known what may follow its options', () => {
  expect(WORDS[0]).toEqual({
    name: 'hunt',
    description: "what it's for",
    argument: { kind: 'files' },
    options: [
      { short: '-o', long: '--output', description: 'write [it] to a file: now', value: { kind: 'files' } },
      { long: '--format', description: 'the form', value: { kind: 'words', words: ['table', 'jsonl'] } },
      { long: '--temp-dir', description: 'a folder', value: { kind: 'folders' } },
      { long: '--quiet', description: 'nothing' },
      { short: '-h', long: '--help', description: 'show this help' },
    ],
  });
});

const hasShell = (name: string): boolean => spawnSync(name, ['-c', 'exit 0']).status === 0;

describe.skipIf(!hasShell('bash'))('bash', () => {
  test.each([
    [
      ['karst', ''],
      ['hunt', 'parse', '--help', '--version'],
    ],
    [['karst', 'hu'], ['hunt']],
    [['karst', 'hunt', '--o'], ['--output']],
    [
      ['karst', 'hunt', '--format', ''],
      ['table', 'jsonl'],
    ],
    [['karst', 'hunt', '--format', 'j'], ['jsonl']],
    [['karst', 'hunt', 'logs'], []],
    [['karst', 'parse', '--'], ['--help']],
  ])('completes %j', (words, expected) => {
    const script = `${COMPLETION_SCRIPTS.bash(WORDS)}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}
_karst; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout.split('\n').filter((word) => word !== '')).toEqual(expected);
  });
});

describe.skipIf(!hasShell('zsh'))('zsh', () => {
  test('reads its script', () => {
    const { status, stderr } = spawnSync('zsh', ['-n'], { encoding: 'utf8', input: COMPLETION_SCRIPTS.zsh(WORDS) });
    expect([status, stderr]).toEqual([0, '']);
  });
});

describe.skipIf(!hasShell('fish'))('fish', () => {
  test('reads its script', () => {
    const { status, stderr } = spawnSync('fish', ['-n'], { encoding: 'utf8', input: COMPLETION_SCRIPTS.fish(WORDS) });
    expect([status, stderr]).toEqual([0, '']);
  });
});

test('zsh gets each option with its description, quoted', () => {
  const script = COMPLETION_SCRIPTS.zsh(WORDS);
  expect(script).toContain(`    'hunt:what it'\\''s for'\n`);
  expect(script).toContain(`        '*--output[write \\[it\\] to a file\\: now]: :_files' \\\n`);
  expect(script).toContain(`        '*--format[the form]: :(table jsonl)' \\\n`);
});

test('fish gets each option with its description, quoted', () => {
  const script = COMPLETION_SCRIPTS.fish(WORDS);
  expect(script).toContain(`complete -c karst -n __fish_use_subcommand -f -a hunt -d 'what it\\'s for'\n`);
  expect(script).toContain(
    `complete -c karst -n '__fish_seen_subcommand_from hunt' -l format -d 'the form' -x -a 'table jsonl'\n`,
  );
});
