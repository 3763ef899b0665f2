import { Argument, Command } from 'commander';
import {
  addCommonOptions,
  addContentOption,
  addEntityOptions,
  addFormatOption,
  addGeoipOption,
  addRunOptions,
  addSelectionOptions,
} from '../common-options.ts';
import type { TimelineCommandOptions } from '../timeline.ts';
import { collect, parseText } from '../values.ts';
import { type CommandEntry, examples, type Invocation } from './command.ts';

export const timeline: CommandEntry = { name: 'timeline', needs: 'a file or folder of logs', build };

function build({ signal, done }: Invocation): Command {
  const command = new Command('timeline')
    .summary('findings and key events in the order of their time')
    .description('Prints what detections find and the events that people look for, in the order of their time.')
    .addArgument(new Argument('<logs...>', 'files and folders of logs, compressed or not'))
    .option('--findings <file>', 'saved findings (JSON lines): run no detections', collect);
  addContentOption(command, 'detections to run: a file, a folder or a repository (default: built-in)');
  command
    .option('--all-events', 'every event, not only logs cleared, services, tasks, accounts and their kind')
    .option('--only-host <name>', 'only what happened on this computer', parseText);
  addSelectionOptions(command);
  addFormatOption(command);
  command.option('-o, --output <file>', 'write to a file');
  addGeoipOption(command);
  addEntityOptions(command);
  addCommonOptions(command);
  addRunOptions(command);
  return command
    .addHelpText(
      'after',
      examples([
        'karst timeline examples/',
        'karst timeline ./collected --content ./security_content --min-severity medium',
        'karst timeline ./collected --findings findings.jsonl --only-host ws-07 --all-events',
        'karst timeline ./collected --format csv --output timeline.csv',
      ]),
    )
    .action(async (logs: string[], options: TimelineCommandOptions) => {
      const { runTimeline } = await import('../timeline.ts');
      done(await runTimeline(logs, options, signal));
    });
}
