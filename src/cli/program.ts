import { Command } from 'commander';
import { karstVersion } from '../shared/package-root.ts';
import { examples, type Invocation } from './commands/command.ts';
import { COMMANDS } from './commands/index.ts';
import { applyConfig } from './config.ts';

/** The command line: what `COMMANDS` lists. */
export function buildProgram(invocation: Invocation): Command {
  const program = new Command('karst')
    .description("Runs Splunk's open detections over raw logs, without Splunk.")
    .version(karstVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ outputError: () => undefined, writeErr: () => undefined });
  for (const { build } of COMMANDS) program.addCommand(inheriting(build(invocation), program));
  program.hook('preAction', (_, command) => applyConfig(command, program.commands, process.cwd()));
  return program.addHelpText('after', examples(['karst hunt examples/', 'karst hunt --help']) + EXIT_CODES);
}

/** With the settings of the program, its own commands too. */
function inheriting(command: Command, program: Command): Command {
  for (const inner of command.commands) inheriting(inner, program);
  return command.copyInheritedSettings(program);
}

const EXIT_CODES = `
Exit codes:
  0    done
  1    --fail-on matched, a test failed, or content is not valid
  2    wrong usage, an input that is missing, unreadable or no log, or a webhook that did not take all
  70   an internal error: please report it
  130  ended by Ctrl-C
`;
