import { Argument, Command, Option } from 'commander';
import { Problem } from '../../shared/problem.ts';
import {
  addContentOption,
  addGeoipOption,
  addMessageOptions,
  addRunOptions,
  addTuningOption,
} from '../common-options.ts';
import type { TestCommandOptions } from '../test.ts';
import { TEST_FORMAT_NAMES } from '../test-formats/names.ts';
import { TEST_MODE_NAMES } from '../test-mode-names.ts';
import { oneOf, parseBudget, parseJobs, parseText, parseTimezone } from '../values.ts';
import { type CommandEntry, examples, type Invocation } from './command.ts';

export const test: CommandEntry = { name: 'test', build };

function build({ signal, done }: Invocation): Command {
  const command = new Command('test')
    .summary('run the tests of detections')
    .description(
      'Runs the tests of detections as their publisher does: the data of each test are read with its source and ' +
        'sourcetype, searched over all time, and the rows are judged.',
    )
    .addArgument(
      new Argument('[paths...]', 'detections: files and folders (default: all of the content); first may stand a mode'),
    );
  addContentOption(command, 'macros and lookups; without paths the detections too (default: built-in)');
  command
    .option('--mode <mode>', 'all, changes or selected; also as a first word: mode:changes', oneOf(TEST_MODE_NAMES))
    .option('--target-branch <commit>', 'what mode changes compares with, as --changed-since', parseText)
    .addOption(hidden('--mode.target-branch <commit>').argParser(parseText))
    .addOption(hidden('--mode.files <files...>'))
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
    .option('--integration', 'judge also the risk that the results of each test would write')
    .addOption(hidden('--enable-integration-testing').implies({ integration: true }))
    .option('--benign <logs...>', 'logs in which nothing is to be found, or lists of logs (YAML)')
    .option('--noise-budget <rows>', 'rows on a host and a day that benign logs may give (default: 1)', parseBudget)
    .option('--new', 'make a test of the detection named, from logs in which it fires')
    .option('--from <logs...>', 'with --new: the logs')
    .option('--source <source>', 'with --new: the source of all events', parseText)
    .option('--sourcetype <type>', 'with --new: the sourcetype of all events', parseText)
    .option('--index <name>', 'with --new: the index of all events, and of the test', parseText)
    .option('--force', 'with --new: write over a recording and a test of the same name')
    .option('--jobs <count>', 'tests that run side by side (default: one a processor, at most 4)', parseJobs)
    .option(
      '--format <format>',
      'table, jsonl, junit or github (default: table on a terminal, else jsonl)',
      oneOf(TEST_FORMAT_NAMES),
    )
    .option('-o, --output <file>', 'write the outcomes to a file')
    .option('--summary <file>', "write a summary.yml in the form of the publisher's tool")
    .option('--timezone <zone>', 'zone of the session and of timestamps without one (default: UTC)', parseTimezone)
    .option('--now <time>', 'what now() is: the same input then gives the same output', parseText);
  addMessageOptions(command, 'name everything that was skipped');
  addTuningOption(command);
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
        'karst test mode:changes --mode.target-branch main --content .',
        'karst test detections --benign ./ordinary-week --noise-budget 0.5',
        'karst test --content ./security_content --tuning tuning.yml',
        'karst test --new detections/endpoint/new_detection.yml --from ./recorded.evtx',
        'karst test detections --update-lock',
      ]),
    )
    .action(async (paths: string[], options: TestCommandOptions) => {
      refuseUnused(options, (name) => command.getOptionValueSource(name) === 'cli');
      if (options.new === true) {
        const { runNewTest } = await import('../new-test.ts');
        done(await runNewTest(paths, options, signal));
        return;
      }
      const { runTests } = await import('../test.ts');
      done(await runTests(paths, options, signal));
    });
}

/** What only running tests heeds. */
const OF_RUNS = [
  'mode',
  'targetBranch',
  'changedSince',
  'attackData',
  'cacheDir',
  'offline',
  'lock',
  'updateLock',
  'integration',
  'benign',
  'noiseBudget',
  'jobs',
  'format',
  'output',
  'summary',
  'tuning',
] as const satisfies readonly (keyof TestCommandOptions)[];

/** What only making one heeds. */
const OF_NEW = [
  'from',
  'source',
  'sourcetype',
  'index',
  'force',
] as const satisfies readonly (keyof TestCommandOptions)[];

/** @param isGiven whether an option stands on the command line: a setting for all runs is no mistake */
function refuseUnused(options: TestCommandOptions, isGiven: (name: string) => boolean): void {
  const isNew = options.new === true;
  if (!isNew && isGiven('noiseBudget') && options.benign === undefined) {
    throw new Problem('CLI001', '--noise-budget is for benign logs', { hint: 'name them with --benign' });
  }
  const unused = (isNew ? OF_RUNS : OF_NEW).find(isGiven);
  if (unused === undefined) return;
  const flag = unused.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  if (isNew)
    throw new Problem('CLI001', `--${flag} is for running tests, not for making one`, { hint: 'leave it out' });
  throw new Problem('CLI001', `--${flag} is for making a test`, { hint: 'put --new before it' });
}

/** As the publisher's tool spells it: understood, and not shown. */
function hidden(flags: string): Option {
  return new Option(flags).hideHelp();
}
