import { Argument, Command } from 'commander';
import {
  addCommonOptions,
  addContentOption,
  addEntityOptions,
  addGeoipOption,
  addRunOptions,
} from '../common-options.ts';
import type { DiffCommandOptions } from '../diff.ts';
import { DIFF_FORMAT_NAMES } from '../diff-formats/names.ts';
import { oneOf, parseText } from '../values.ts';
import { type CommandEntry, examples, type Invocation } from './command.ts';

export const diff: CommandEntry = { name: 'diff', needs: 'two versions of a detection, and logs', build };

function build({ signal, done }: Invocation): Command {
  const command = new Command('diff')
    .summary('see what two versions of a detection find otherwise')
    .description(
      'Runs two versions of a detection, or of all detections of two folders, over the same logs: rows, risk and messages ' +
        'that differ.',
    )
    .addArgument(new Argument('<old>', 'a detection, a folder of them or a repository of content').argParser(parseText))
    .addArgument(new Argument('<new>', 'the same, as it is now').argParser(parseText))
    .addArgument(new Argument('<logs...>', 'files and folders of logs'))
    .option(
      '--format <format>',
      `${DIFF_FORMAT_NAMES.slice(0, -1).join(', ')} or ${DIFF_FORMAT_NAMES.at(-1)} (default: table on a terminal, else jsonl)`,
      oneOf(DIFF_FORMAT_NAMES),
    )
    .option('--fail-on-change', 'exit with 1 where anything differs or a side cannot run');
  addContentOption(command, 'macros and lookups for both sides (default: of the repositories that they lie in)');
  addGeoipOption(command);
  addEntityOptions(command);
  addCommonOptions(command);
  addRunOptions(command);
  return command
    .addHelpText(
      'after',
      examples([
        'karst diff old.yml new.yml examples/',
        'karst diff ../main/security_content ./security_content ./collected --format markdown',
        'git show main:detections/x.yml > /tmp/x.yml && karst diff /tmp/x.yml detections/x.yml logs/ --content . --fail-on-change',
      ]),
    )
    .action(async (old: string, current: string, logs: string[], options: DiffCommandOptions) => {
      const { runDiff } = await import('../diff.ts');
      done(await runDiff({ old, new: current, logs }, options, signal));
    });
}
