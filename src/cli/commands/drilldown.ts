import { Argument, Command } from 'commander';
import { addContentOption, addFormatOption, addGeoipOption, addRunOptions } from '../common-options.ts';
import type { DrilldownCommandOptions } from '../drilldown.ts';
import { parsePlace, parseText, parseTimezone } from '../values.ts';
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
  command
    .option('--source <source>', 'the source of all events', parseText)
    .option('--sourcetype <type>', 'the sourcetype of all events', parseText)
    .option('--index <name>', 'the index of all events (default: main)', parseText)
    .option('--host <name>', 'the host of all events (default: the computer that each names)', parseText)
    .option('--timezone <zone>', 'zone of the session and of timestamps without one (default: UTC)', parseTimezone)
    .option('--now <time>', 'what now() is (default: an hour after the range of each search)', parseText)
    .option('-q, --quiet', 'nothing on standard error but errors')
    .option('--verbose', 'name everything that was skipped')
    .option('--no-color', 'no colours, as with NO_COLOR');
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
