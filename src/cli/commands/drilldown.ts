import { Argument, Command } from 'commander';
import {
  addContentOption,
  addFormatOption,
  addGeoipOption,
  addLogOptions,
  addMessageOptions,
  addRunOptions,
} from '../common-options.ts';
import type { DrilldownCommandOptions } from '../drilldown.ts';
import { parsePlace, parseText } from '../values.ts';
import { type CommandEntry, examples, type Invocation } from './command.ts';

export const drilldown: CommandEntry = { name: 'drilldown', needs: 'a file of findings and a number', build };

function build({ signal, done }: Invocation): Command {
  const command = new Command('drilldown')
    .summary('see what else there is about a finding')
    .description(
      'Shows the drilldown searches of a finding, filled in with its values; with logs, runs them over the logs and the findings.',
    )
    .addArgument(new Argument('<findings>', 'JSON lines that karst hunt wrote').argParser(parseText))
    .addArgument(new Argument('<number>', 'which finding, from 1').argParser(parsePlace))
    .addArgument(new Argument('[logs...]', 'files and folders of logs, to run the searches'))
    .option('--run <number>', 'run this one of them alone, from 1', parsePlace);
  addContentOption(command, 'where the detection is: a file, a folder or a repository of content (default: built-in)');
  addGeoipOption(command);
  addFormatOption(command);
  addLogOptions(command);
  command.option('--now <time>', 'what now() is (default: an hour after the range of each search)', parseText);
  addMessageOptions(command, 'name everything that was skipped');
  addRunOptions(command);
  return command
    .addHelpText(
      'after',
      examples([
        'karst drilldown findings.jsonl 1',
        'karst drilldown findings.jsonl 1 examples/',
        'karst drilldown findings.jsonl 3 ./collected --run 2 --content ./security_content --format csv',
      ]),
    )
    .action(async (findings: string, number: number, logs: string[], options: DrilldownCommandOptions) => {
      const { runDrilldown } = await import('../drilldown.ts');
      done(await runDrilldown({ findings, number, logs }, options, signal));
    });
}
