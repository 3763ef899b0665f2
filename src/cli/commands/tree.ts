import { Argument, Command } from 'commander';
import {
  addCommonOptions,
  addContentOption,
  addEntityOptions,
  addGeoipOption,
  addRunOptions,
  addSelectionOptions,
} from '../common-options.ts';
import type { TreeCommandOptions } from '../tree.ts';
import { collect, oneOf, parsePlace, parseText } from '../values.ts';
import { type CommandEntry, examples, type Invocation } from './command.ts';

export const tree: CommandEntry = { name: 'tree', needs: 'a file or folder of logs', build };

function build({ signal, done }: Invocation): Command {
  const command = new Command('tree')
    .summary('who started whom, with findings marked')
    .description('Draws the processes of logs as trees, and marks those that findings are about.')
    .addArgument(new Argument('<logs...>', 'files and folders of logs, compressed or not'))
    .option('--only-host <name>', 'only processes of this computer', parseText)
    .option('--process <name>', 'only those of this name, GUID or process id, with all above and below', parseText)
    .option('--only-marked', 'only trees around processes that findings are about')
    .option('--findings <file>', 'mark with saved findings (JSON lines), run no detections', collect);
  addContentOption(command, 'detections to mark with: a file, a folder or a repository (default: built-in)');
  command
    .option('--format <format>', 'text or jsonl (default: text on a terminal, else jsonl)', format)
    .option('-o, --output <file>', 'write to a file')
    .option('--ascii', 'draw without box characters')
    .option('--all', 'every process on a line of its own: do not gather those that are alike')
    .option('--max-depth <levels>', 'levels that are drawn (default: 30)', parsePlace)
    .option('--max-children <count>', 'lines below one process (default: 50)', parsePlace);
  addSelectionOptions(command);
  addGeoipOption(command);
  addEntityOptions(command);
  addCommonOptions(command);
  addRunOptions(command);
  return command
    .addHelpText(
      'after',
      examples([
        'karst tree examples/',
        'karst tree ./collected --only-host ws-07 --process wscript.exe',
        'karst tree ./collected --findings findings.jsonl --only-marked',
        'karst tree ./collected --format text --ascii --output tree.txt',
      ]),
    )
    .action(async (logs: string[], options: TreeCommandOptions) => {
      const { runTree } = await import('../tree.ts');
      done(await runTree(logs, options, signal));
    });
}

const format = oneOf(['text', 'jsonl'] as const);
