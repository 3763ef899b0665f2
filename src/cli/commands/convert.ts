import { Argument, Command, Option } from 'commander';
import { addMessageOptions } from '../common-options.ts';
import type { ConvertCommandOptions } from '../convert.ts';
import { oneOf, parseText } from '../values.ts';
import { type CommandEntry, examples, type Invocation } from './command.ts';

export const convert: CommandEntry = { name: 'convert', needs: 'a content file', build };

const generation = oneOf(['v5', 'v6'] as const);

function build({ signal, done }: Invocation): Command {
  const command = new Command('convert')
    .summary('rewrite content for a later format')
    .description(
      'Prints a detection, lookup, macro or story in a later form of the format, and says each decision that this took. ' +
        'What the forms share stays as it is written, with its comments.',
    )
    .addArgument(new Argument('<files...>', 'YAML files of content; several only with --write'))
    .addOption(new Option('--to <form>', 'v5 or v6').argParser(generation).makeOptionMandatory())
    .option('-o, --output <file>', 'write the result to a file', parseText)
    .option('--write', 'rewrite the files themselves')
    .option('--now <time>', 'the date of files that have none (default: today)', parseText);
  addMessageOptions(command, 'show the stack of an internal error');
  return command
    .addHelpText(
      'after',
      examples([
        'karst convert content/detections/endpoint/process_writing_dynamicwrapperx.yml --to v6',
        'karst convert detections/endpoint/*.yml --to v5 --write',
      ]),
    )
    .action(async (files: string[], options: ConvertCommandOptions) => {
      const { runConvert } = await import('../convert.ts');
      done(await runConvert(files, options, signal));
    });
}
