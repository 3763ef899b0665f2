import { Argument, Command } from 'commander';
import { addContentOption, addMessageOptions } from '../common-options.ts';
import type { ValidateCommandOptions } from '../validate.ts';
import { VALIDATION_FORMAT_NAMES } from '../validation-formats/names.ts';
import { oneOf, parseText } from '../values.ts';
import { type CommandEntry, examples, type Invocation } from './command.ts';

export const validate: CommandEntry = { name: 'validate', needs: 'a file or folder of content', build };

function build({ signal, done }: Invocation): Command {
  const command = new Command('validate')
    .summary('check content')
    .description(
      'Checks detections, baselines, macros, lookups, stories and the rest of a repository: that each file loads, that ' +
        'its publisher would take it, and that the database runs every search. Needs no logs.',
    )
    .addArgument(new Argument('<paths...>', 'files, folders and repositories of content'))
    .option(
      '--format <format>',
      'table, json, sarif, junit or github (default: table on a terminal, else json)',
      oneOf(VALIDATION_FORMAT_NAMES),
    );
  addContentOption(command, 'macros and lookups from elsewhere; those of the paths override them');
  command
    .option(
      '--changed-since <commit>',
      'only files that changed since a commit of Git, and detections that depend on what changed',
      parseText,
    )
    .option('--fix', 'mend what is safe to mend: blanks, spellings of values, double entries, missing filter macros')
    .option('--config <file>', 'which checks are errors, warnings or off (default: the nearest karst.yml)', parseText)
    .option('--now <time>', 'what today is, for dates in the future', parseText);
  addMessageOptions(command, 'show what is wrong with content that is only used');
  return command
    .addHelpText(
      'after',
      examples([
        'karst validate ./security_content',
        'karst validate detections/endpoint/new_detection.yml',
        'karst validate mine/ --content ./security_content --format json',
        'karst validate . --changed-since origin/main --format github',
        'karst validate mine/ --fix',
        'karst validate . --format sarif > karst.sarif',
      ]),
    )
    .action(async (paths: string[], options: ValidateCommandOptions) => {
      const { runValidate } = await import('../validate.ts');
      done(await runValidate(paths, options, signal));
    });
}
