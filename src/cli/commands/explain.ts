import { Argument, Command } from 'commander';
import { addContentOption } from '../common-options.ts';
import type { ExplainOptions } from '../explain.ts';
import { oneOf, parseText } from '../values.ts';
import { type CommandEntry, examples, type Invocation } from './command.ts';

export const explain: CommandEntry = { name: 'explain', needs: 'a search', build };

function build({ signal, done }: Invocation): Command {
  const command = new Command('explain')
    .summary('show what becomes of a search')
    .description('Shows a search with its macros expanded, its plan and its SQL. Needs no logs.')
    .addArgument(new Argument('<search>', 'a search in quotes, or the YAML file of a detection').argParser(parseText))
    .option('--stage <stage>', 'one stage alone, for programs: tokens, ast, plan, sql', stage)
    .option('--dialect <name>', 'the database that the SQL is for', 'duckdb');
  addContentOption(command, "macros and lookups (default: of the file's repository)");
  command
    .option('--timezone <zone>', 'time zone of the session, such as Europe/Vienna')
    .option('--now <time>', 'what now() is')
    .option('--verbose', 'show the stack of an internal error')
    .option('--no-color', 'no colours');
  return command
    .addHelpText(
      'after',
      examples([
        'karst explain content/detections/endpoint/process_writing_dynamicwrapperx.yml',
        "karst explain 'index=main | stats count by host' --stage sql",
      ]),
    )
    .action(async (search: string, options: ExplainOptions) => {
      const { runExplain } = await import('../explain.ts');
      done(await runExplain(search, options, signal));
    });
}

const stage = oneOf(['tokens', 'ast', 'plan', 'sql'] as const);
