import { Argument, Command } from 'commander';
import {
  addCommonOptions,
  addContentOption,
  addEntityOptions,
  addFormatOption,
  addRunOptions,
  addSelectionOptions,
} from '../common-options.ts';
import type { CoverageCommandOptions } from '../coverage.ts';
import { oneOf } from '../values.ts';
import { type CommandEntry, examples, type Invocation } from './command.ts';

export const coverage: CommandEntry = { name: 'coverage', needs: 'a file or folder of logs', build };

function build({ signal, done }: Invocation): Command {
  const command = new Command('coverage')
    .summary('which detections can run on logs, and what the others lack')
    .description('Says of each detection whether the logs have what it reads. Nothing is searched.')
    .addArgument(new Argument('<logs...>', 'files and folders of logs, compressed or not'));
  addContentOption(command, 'the detections: a file, a folder or a repository (default: built-in)');
  command
    .option('--unlock', 'list what is missing, by how many detections it would let run')
    .option('--state <state>', 'only detections that are runnable, partly, blind or failed', state);
  addSelectionOptions(command);
  addEntityOptions(command);
  addFormatOption(command);
  command.option('-o, --output <file>', 'write to a file');
  addCommonOptions(command);
  addRunOptions(command);
  return command
    .addHelpText(
      'after',
      examples([
        'karst coverage examples/',
        'karst coverage ./collected --content ./security_content --state blind',
        'karst coverage ./collected --content ./security_content --unlock',
      ]),
    )
    .action(async (logs: string[], options: CoverageCommandOptions) => {
      const { runCoverage } = await import('../coverage.ts');
      done(await runCoverage(logs, options, signal));
    });
}

const state = oneOf(['runnable', 'partly', 'blind', 'failed'] as const);
