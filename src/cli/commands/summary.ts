import { Argument, Command } from 'commander';
import {
  addCommonOptions,
  addContentOption,
  addEntityOptions,
  addFormatOption,
  addRunOptions,
} from '../common-options.ts';
import type { SummaryCommandOptions } from '../summary.ts';
import { parsePlace } from '../values.ts';
import { type CommandEntry, examples, type Invocation } from './command.ts';

export const summary: CommandEntry = { name: 'summary', needs: 'a file or folder of logs', build };

function build({ signal, done }: Invocation): Command {
  const command = new Command('summary')
    .summary('what logs hold: times, hosts, users, sign-ins, processes, gaps')
    .description('Sums up what logs hold, in one pass: no detections are run.')
    .addArgument(new Argument('<logs...>', 'files and folders of logs, compressed or not'))
    .option('--top <count>', 'names of each kind that are shown (default: 10)', parsePlace);
  addContentOption(command, 'content whose sources say how logs are read (default: built-in)');
  addEntityOptions(command);
  addFormatOption(command);
  command.option('-o, --output <file>', 'write to a file');
  addCommonOptions(command);
  addRunOptions(command);
  return command
    .addHelpText(
      'after',
      examples([
        'karst summary examples/',
        'karst summary C:\\Windows\\System32\\winevt\\Logs --earliest -7d@d --top 25',
        'karst summary ./collected --format csv --output summary.csv',
      ]),
    )
    .action(async (logs: string[], options: SummaryCommandOptions) => {
      const { runSummary } = await import('../summary.ts');
      done(await runSummary(logs, options, signal));
    });
}
