import { readFileSync } from 'node:fs';
import { Argument, Command } from 'commander';
import {
  addCommonOptions,
  addContentOption,
  addEntityOptions,
  addFormatOption,
  addGeoipOption,
  addRunOptions,
} from './common-options.ts';
import type { ExplainOptions } from './explain.ts';
import type { HuntCommandOptions } from './hunt.ts';
import type { ParseCommandOptions } from './parse.ts';
import type { SearchCommandOptions } from './search.ts';
import type { TestCommandOptions } from './test.ts';
import { TEST_FORMAT_NAMES } from './test-formats/names.ts';
import type { ValidateCommandOptions } from './validate.ts';
import { VALIDATION_FORMAT_NAMES } from './validation-formats/names.ts';
import { oneOf, parseJobs, parseText, parseTimezone } from './values.ts';

/** What a command gets beside its arguments. */
export interface Invocation {
  /** Ends the run from outside. */
  readonly signal: AbortSignal;
  /** Takes the exit code. */
  done(exitCode: number): void;
}

/**
 * The command line. Each command's module, and with it the engine, is loaded when the command runs: help and version
 * answer at once.
 */
export function buildProgram(invocation: Invocation): Command {
  const program = new Command('karst')
    .description("Runs Splunk's open detections over raw logs, without Splunk.")
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ outputError: () => undefined });
  for (const command of [huntCommand, searchCommand, parseCommand, explainCommand, validateCommand, testCommand]) {
    program.addCommand(command(invocation).copyInheritedSettings(program));
  }
  return program.addHelpText('after', examples(['karst hunt examples/', 'karst hunt --help']) + EXIT_CODES);
}

const EXIT_CODES = `
Exit codes:
  0    done
  1    --fail-on matched, a test failed, or content is not valid
  2    wrong usage, or an input that is missing, unreadable or no log
  70   an internal error: please report it
  130  ended by Ctrl-C
`;

function huntCommand({ signal, done }: Invocation): Command {
  const command = new Command('hunt')
    .summary('find attacks in logs')
    .description('Runs detections over logs and prints what they find.')
    .addArgument(new Argument('<logs...>', 'files and folders of logs, compressed or not'));
  addContentOption(command, 'detections to run: a file, a folder or a repository of content (default: built-in)');
  addGeoipOption(command);
  addEntityOptions(command);
  addFormatOption(command);
  command
    .option('-o, --output <file>', 'write the findings to a file')
    .option('--summary <file>', 'write what was read and run to a JSON file')
    .option('--fail-on <severity>', 'exit with 1 for a finding of this severity or above', severity);
  addCommonOptions(command);
  addRunOptions(command);
  return command
    .addHelpText(
      'after',
      examples([
        'karst hunt examples/',
        'karst hunt C:\\Windows\\System32\\winevt\\Logs --earliest -7d@d',
        'karst hunt logs.zip --content ./security_content --fail-on high',
        'karst hunt ./collected --format jsonl --output findings.jsonl --summary summary.json',
      ]),
    )
    .action(async (logs: string[], options: HuntCommandOptions) => {
      const { runHunt } = await import('./hunt.ts');
      done(await runHunt(logs, options, signal));
    });
}

const severity = oneOf(['informational', 'low', 'medium', 'high', 'critical'] as const);

function searchCommand({ signal, done }: Invocation): Command {
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
      const { runSearch } = await import('./search.ts');
      done(await runSearch(spl === undefined ? [] : [spl, ...logs], options, signal));
    });
}

function parseCommand({ signal, done }: Invocation): Command {
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
      const { runParse } = await import('./parse.ts');
      done(await runParse(logs, options, signal));
    });
}

function explainCommand({ signal, done }: Invocation): Command {
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
      const { runExplain } = await import('./explain.ts');
      done(await runExplain(search, options, signal));
    });
}

function validateCommand({ signal, done }: Invocation): Command {
  const command = new Command('validate')
    .summary('check content')
    .description(
      'Checks detections, baselines, macros, lookups and stories: that each file loads, and that the database runs ' +
        'every search. Needs no logs.',
    )
    .addArgument(new Argument('<paths...>', 'files, folders and repositories of content'))
    .option(
      '--format <format>',
      'table or json (default: table on a terminal, else json)',
      oneOf(VALIDATION_FORMAT_NAMES),
    );
  addContentOption(command, 'macros and lookups from elsewhere; those of the paths override them');
  command
    .option('-q, --quiet', 'nothing on standard error but errors')
    .option('--verbose', 'show what is wrong with content that is only used')
    .option('--no-color', 'no colours, as with NO_COLOR');
  return command
    .addHelpText(
      'after',
      examples([
        'karst validate ./security_content',
        'karst validate detections/endpoint/new_detection.yml',
        'karst validate mine/ --content ./security_content --format json',
      ]),
    )
    .action(async (paths: string[], options: ValidateCommandOptions) => {
      const { runValidate } = await import('./validate.ts');
      done(await runValidate(paths, options, signal));
    });
}

function testCommand({ signal, done }: Invocation): Command {
  const command = new Command('test')
    .summary('run the tests of detections')
    .description(
      'Runs the tests of detections as their publisher does: the data of each test are read with its source and ' +
        'sourcetype, searched over all time, and the rows are judged.',
    )
    .addArgument(new Argument('[paths...]', 'detections: files and folders (default: all of the content)'));
  addContentOption(command, 'macros and lookups; without paths the detections too (default: built-in)');
  command
    .option(
      '--changed-since <commit>',
      'only detections that changed since a commit of Git, and those that depend on what changed',
      parseText,
    )
    .option('--attack-data <folder>', 'where what follows /datasets/ in an address is, instead of fetching', parseText)
    .option('--cache-dir <folder>', 'where fetched data are kept (default: karst in the folder of caches)', parseText)
    .option('--offline', 'fetch nothing')
    .option(
      '--lock <file>',
      "the hashes of fetched data (default: karst.lock in the detection's repository)",
      parseText,
    )
    .option('--update-lock', 'fetch anew, and write the hashes to the lock file')
    .option('--jobs <count>', 'tests that run side by side (default: one a processor, at most 4)', parseJobs)
    .option(
      '--format <format>',
      'table, jsonl, junit or github (default: table on a terminal, else jsonl)',
      oneOf(TEST_FORMAT_NAMES),
    )
    .option('-o, --output <file>', 'write the outcomes to a file')
    .option('--summary <file>', "write a summary.yml in the form of the publisher's tool")
    .option('--timezone <zone>', 'zone of the session and of timestamps without one (default: UTC)', parseTimezone)
    .option('--now <time>', 'what now() is: the same input then gives the same output', parseText)
    .option('-q, --quiet', 'nothing on standard error but errors')
    .option('--verbose', 'name everything that was skipped')
    .option('--no-color', 'no colours, as with NO_COLOR');
  addGeoipOption(command);
  addRunOptions(command);
  return command
    .addHelpText(
      'after',
      examples([
        'karst test --content ./security_content --attack-data ./attack_data/datasets',
        'karst test detections/endpoint/new_detection.yml',
        'karst test detections/endpoint --format junit --output results.xml --summary summary.yml',
        'karst test detections --changed-since origin/main --format github',
        'karst test detections --update-lock',
      ]),
    )
    .action(async (paths: string[], options: TestCommandOptions) => {
      const { runTests } = await import('./test.ts');
      done(await runTests(paths, options, signal));
    });
}

const stage = oneOf(['tokens', 'ast', 'plan', 'sql'] as const);

function examples(lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const parsed: unknown = JSON.parse(text);
  return typeof parsed === 'object' && parsed !== null && 'version' in parsed ? String(parsed.version) : '';
}
