import { Argument, Command } from 'commander';
import {
  addCommonOptions,
  addContentOption,
  addEntityOptions,
  addFormatOption,
  addGeoipOption,
  addRunOptions,
} from '../common-options.ts';
import type { SearchCommandOptions } from '../search.ts';
import { parseText } from '../values.ts';
import { type CommandEntry, examples, type Invocation } from './command.ts';

export const search: CommandEntry = { name: 'search', needs: 'a search', build };

function build({ signal, done }: Invocation): Command {
  const command = new Command('search')
    .summary('run any SPL over logs')
    .description('Runs a search over logs, or over rows that are given.')
    .addArgument(
      new Argument('[spl]', 'the search, in quotes; without it, on a terminal, a session').argParser(parseText),
    )
    .addArgument(new Argument('[logs...]', 'files and folders of logs'))
    .option('--rows <file>', 'JSON lines: the results that the first command works on');
  addContentOption(command, 'macros and lookups: a file, a folder or a repository of content');
  addGeoipOption(command);
  addEntityOptions(command);
  addFormatOption(command);
  addCommonOptions(command);
  addRunOptions(command);
  return command
    .addHelpText(
      'after',
      examples([
        "karst search 'EventCode=1 | stats count by Image' examples/",
        "karst search '| tstats count from datamodel=Endpoint.Processes by Processes.user' examples/",
        "karst search 'EventCode=1 dynwrapx earliest=-7d@d' examples/ --now 2024-10-18T00:00:00Z --format csv",
        "karst search '| stats sum(bytes) by host' --rows rows.jsonl",
        'karst search examples/',
      ]),
    )
    .action(async (spl: string | undefined, logs: string[], options: SearchCommandOptions) => {
      const { runSearch } = await import('../search.ts');
      done(await runSearch(spl === undefined ? [] : [spl, ...logs], options, signal));
    });
}
