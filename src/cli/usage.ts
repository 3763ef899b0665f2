import type { CommanderError } from 'commander';
import { nearest } from '../shared/nearest.ts';
import { Problem } from '../shared/problem.ts';
import { COMMANDS } from './commands/index.ts';

/** What `karst` alone says. */
export const WELCOME = `karst runs Splunk's open detections over raw logs, without Splunk.

  karst hunt LOGS               find attacks in a file or folder of logs
  karst search 'SPL' LOGS       run any search over them
  karst search LOGS             search them again and again, with completion
  karst parse LOGS              see the events with all their fields
  karst explain 'SPL'           see what becomes of a search
  karst explain --why FILE LOGS see why a detection matched, or did not
  karst diff OLD NEW LOGS       see what two versions of a detection find
  karst drilldown FINDINGS N    see what else there is about a finding
  karst coverage LOGS           see which detections can run on them
  karst summary LOGS            see what logs hold, and where they have gaps
  karst timeline LOGS           see findings and key events by time
  karst tree LOGS               see who started whom, with findings marked
  karst validate CONTENT        check detections, macros and lookups
  karst test CONTENT            run the tests of detections
  karst report FINDINGS         turn saved findings into another format
  karst content list            look through detections, macros and lookups
  karst convert FILE --to v6    rewrite content for a later format

Start with:  karst hunt examples/
All options: karst hunt --help
`;

const COMMAND_NAMES = COMMANDS.map(({ name }) => name);

/** Commands that are known by name and do not run. */
const LATER: ReadonlySet<string> = new Set(['ingest', 'serve']);

/** What commander found wrong with the arguments, as karst says it. */
export function usageProblem(error: CommanderError, args: readonly string[]): Problem {
  const [command = ''] = args;
  const isCommand = COMMAND_NAMES.includes(command);
  const help = isCommand ? `see karst ${command} --help` : 'see karst --help';
  switch (error.code) {
    case 'commander.unknownCommand':
      return unknownCommand(args);
    case 'commander.help':
    case 'commander.missingArgument':
      return missingArgument(command, help);
    case 'commander.excessArguments':
      return new Problem('CLI001', 'more arguments than the command takes', {
        hint: 'put a search between single quotes, so that the shell takes it as one argument',
      });
    default:
      return otherProblem(error, help);
  }
}

function unknownCommand([command = '', second = '']: readonly string[]): Problem {
  const names = COMMANDS.find(({ name }) => name === command)?.inner;
  if (names !== undefined) return unknownAmong(names, second, `karst ${command} has no command "${second}"`);
  if (LATER.has(command)) {
    return new Problem('CLI001', `this version of karst has no command "${command}" yet`, {
      hint: `the commands are ${COMMAND_NAMES.join(', ')}`,
    });
  }
  return unknownAmong(COMMAND_NAMES, command, `unknown command "${command}"`);
}

function unknownAmong(names: readonly string[], written: string, message: string): Problem {
  const near = nearest(written, names);
  const hint = near === undefined ? `the commands are ${names.join(', ')}` : `did you mean "${near}"?`;
  return new Problem('CLI001', message, { hint });
}

function missingArgument(command: string, help: string): Problem {
  return new Problem(
    'CLI001',
    `karst ${command} needs ${COMMANDS.find(({ name }) => name === command)?.needs ?? 'more'}`,
    { hint: help },
  );
}

/** Commander's own text, which names the option: `error: unknown option '--x'\n(Did you mean --y?)`. */
function otherProblem(error: CommanderError, help: string): Problem {
  const [first = '', ...rest] = error.message.replace(/^error: /, '').split('\n');
  const suggestion = rest.join(' ').replace(/^\((.*)\)$/, '$1');
  return new Problem('CLI001', first, { hint: suggestion === '' ? help : `${suggestion.toLowerCase()} ${help}` });
}
