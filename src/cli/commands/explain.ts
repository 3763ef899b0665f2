import { Argument, Command } from 'commander';
import {
  addCommonOptions,
  addContentOption,
  addEntityOptions,
  addGeoipOption,
  addRunOptions,
} from '../common-options.ts';
import type { ExplainOptions } from '../explain.ts';
import { oneOf, parseText } from '../values.ts';
import { type CommandEntry, examples, type Invocation } from './command.ts';

export const explain: CommandEntry = { name: 'explain', needs: 'a search', build };

function build({ signal, done }: Invocation): Command {
  const command = new Command('explain')
    .summary('show what becomes of a search, and why it matched or did not')
    .description(
      'Shows a search with its macros expanded, its plan and its SQL; needs no logs. With --why it runs it over logs ' +
        'and shows the rows behind each command, and why none is left.',
    )
    .addArgument(new Argument('<search>', 'a search in quotes, or the YAML file of a detection').argParser(parseText))
    .addArgument(new Argument('[logs...]', 'files and folders of logs, for --why'))
    .option('--why', 'run the search over the logs: rows after each command, near misses, reasons for none')
    .option('--stage <stage>', 'one stage alone, for programs: tokens, ast, plan, sql', stage)
    .option('--dialect <name>', 'the database that the SQL is for (default: duckdb)')
    .option('--format <format>', 'of --why: table or json (default: table on a terminal, else json)', format);
  addContentOption(command, "macros and lookups (default: of the file's repository)");
  addGeoipOption(command);
  addEntityOptions(command);
  addCommonOptions(command);
  addRunOptions(command);
  return command
    .addHelpText(
      'after',
      examples([
        'karst explain content/detections/endpoint/process_writing_dynamicwrapperx.yml',
        "karst explain 'index=main | stats count by host' --stage sql",
        'karst explain --why content/detections/endpoint/process_writing_dynamicwrapperx.yml examples/',
        "karst explain --why 'EventCode=11 TargetFilename=*.hta | stats count by host' examples/ --format table",
      ]),
    )
    .action(async (search: string, logs: string[], options: ExplainOptions) => {
      const { runExplain } = await import('../explain.ts');
      // What a configuration file sets for all commands may well be of no use to this one.
      const typed = Object.keys(options).filter((name) => command.getOptionValueSource(name) === 'cli');
      done(await runExplain({ search, logs, typed }, options, signal));
    });
}

const stage = oneOf(['tokens', 'ast', 'plan', 'sql'] as const);

const format = oneOf(['table', 'json'] as const);
