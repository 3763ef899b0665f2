import { Argument, Command } from 'commander';
import type { RiskThreshold } from '../../library/index.ts';
import {
  addCommonOptions,
  addContentOption,
  addEntityOptions,
  addFindingFormatOption,
  addGeoipOption,
  addRunOptions,
  addSelectionOptions,
  addTuningOption,
  SEVERITY_NAMES,
} from '../common-options.ts';
import type { Alarm, HuntCommandOptions } from '../hunt.ts';
import { parseRiskThreshold } from '../risk-threshold.ts';
import { oneOf, parseEventCount, parseText } from '../values.ts';
import { type CommandEntry, examples, type Invocation } from './command.ts';

export const hunt: CommandEntry = { name: 'hunt', needs: 'a file or folder of logs', build };

function build({ signal, done }: Invocation): Command {
  const command = new Command('hunt')
    .summary('find attacks in logs')
    .description('Runs detections over logs and prints what they find.')
    .addArgument(new Argument('<logs...>', 'files and folders of logs, compressed or not'));
  addContentOption(command, 'detections to run: a file, a folder or a repository of content (default: built-in)');
  addSelectionOptions(command);
  addTuningOption(command);
  addGeoipOption(command);
  addEntityOptions(command);
  addFindingFormatOption(command);
  command
    .option('--fields <names>', 'only these fields of findings: first_time,detection.name,result.dest', parseText)
    .option(
      '-o, --output <file>',
      'write to a file; its extension chooses the format: .html, .md, .sarif, .csv, .jsonl',
    )
    .option('--summary <file>', 'write what was read and run to a JSON file')
    .option('--events', 'show the events that each finding was made of')
    .option('--max-events <count>', 'how many of each, with --events (default: 20)', parseEventCount)
    .option('--webhook <url>', 'post the findings as JSON too; KARST_WEBHOOK_TOKEN is sent as bearer token', parseText)
    .option(
      '--fail-on <what>',
      'exit with 1 for a finding of this severity or above, or for a detection without events of its sources: blind',
      collectFailOn(),
    )
    .option('--no-throttle', 'tell findings too that their detections say to throttle')
    .option('--what-if <threshold>', 'say which entities would reach a risk: threshold=120,window=24h', collectWhatIf);
  addCommonOptions(command);
  addRunOptions(command);
  return command
    .addHelpText(
      'after',
      examples([
        'karst hunt examples/',
        'karst hunt C:\\Windows\\System32\\winevt\\Logs --earliest -7d@d',
        'karst hunt logs.zip --content ./security_content --fail-on high',
        'karst hunt ./collected --events --output report.html',
        'karst hunt ./collected --technique T1059 --min-severity high',
        'karst hunt ./collected --tag asset_type=Endpoint --exclude "Windows *"',
        'karst hunt ./collected --format csv --fields first_time,severity,detection.name,result.dest',
        'karst hunt ./collected --format entities',
        'karst hunt ./collected --content ./security_content --tuning tuning.yml',
        'karst hunt ./collected --what-if threshold=120,window=24h --fail-on high --fail-on blind',
        'karst hunt ./collected --format jsonl --output findings.jsonl --summary summary.json',
      ]),
    )
    .action(async (logs: string[], options: HuntCommandOptions) => {
      const { runHunt } = await import('../hunt.ts');
      done(await runHunt(logs, options, signal));
    });
}

const ALARMS = [...SEVERITY_NAMES, 'blind'] as const;

function collectFailOn() {
  const parse = oneOf(ALARMS);
  const collectOne = (text: string, before: readonly Alarm[] | undefined): readonly Alarm[] => [
    ...(before ?? []),
    parse(text),
  ];
  return Object.assign(collectOne, { words: parse.words });
}

function collectWhatIf(text: string, before: readonly RiskThreshold[] | undefined): readonly RiskThreshold[] {
  return [...(before ?? []), parseRiskThreshold(text)];
}
