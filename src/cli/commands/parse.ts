import { Argument, Command } from 'commander';
import {
  addCommonOptions,
  addContentOption,
  addEntityOptions,
  addFormatOption,
  addRunOptions,
} from '../common-options.ts';
import type { ParseCommandOptions } from '../parse.ts';
import { type CommandEntry, examples, type Invocation } from './command.ts';

export const parse: CommandEntry = { name: 'parse', needs: 'a file or folder of logs', build };

function build({ signal, done }: Invocation): Command {
  const command = new Command('parse')
    .summary('print the events of logs with all their fields')
    .description('Prints each event as a JSON object: its fields, _time, _raw and the datasets it belongs to.')
    .addArgument(new Argument('<logs...>', 'files and folders of logs, compressed or not'))
    .option('--datamodels', 'add _datamodels: the row that each data model makes of the event')
    .option('--explain', 'add _recognised: why the event was taken for what it is');
  addEntityOptions(command);
  addContentOption(command, 'sources that say how logs are read, macros and lookups');
  addFormatOption(command);
  addCommonOptions(command);
  addRunOptions(command);
  return command
    .addHelpText('after', examples(['karst parse Security.evtx', 'karst parse --datamodels --explain examples/']))
    .action(async (logs: string[], options: ParseCommandOptions) => {
      const { runParse } = await import('../parse.ts');
      done(await runParse(logs, options, signal));
    });
}
