import { Argument, Command } from 'commander';
import { addContentOption, addFindingFormatOption, addMessageOptions } from '../common-options.ts';
import type { ReportCommandOptions } from '../report.ts';
import { parseText, parseTimezone } from '../values.ts';
import { type CommandEntry, examples, type Invocation } from './command.ts';

export const report: CommandEntry = { name: 'report', needs: 'a file of findings', build };

function build({ signal, done }: Invocation): Command {
  const command = new Command('report')
    .summary('turn saved findings into another format')
    .description('Reads findings that karst hunt wrote as JSON lines and writes them in any format of findings.')
    .addArgument(new Argument('<findings...>', 'files of findings, as karst hunt --format jsonl writes them'));
  addContentOption(command, 'the detections, for their descriptions, which findings do not hold');
  addFindingFormatOption(command);
  command
    .option(
      '-o, --output <file>',
      'write to a file; its extension chooses the format: .html, .md, .sarif, .csv, .jsonl',
    )
    .option('--summary <file>', 'the summary of the hunt, for what was read and what failed', parseText)
    .option('--timezone <zone>', 'zone of a --now without one (default: UTC)', parseTimezone)
    .option('--now <time>', 'the time of the report, and of findings that tell none (default: the clock)', parseText);
  addMessageOptions(command, 'name every line that is no finding');
  return command
    .addHelpText(
      'after',
      examples([
        'karst report findings.jsonl --output report.html',
        'karst report findings.jsonl --summary summary.json --output findings.sarif',
        'karst report monday.jsonl tuesday.jsonl --format stix --content ./security_content',
      ]),
    )
    .action(async (files: string[], options: ReportCommandOptions) => {
      const { runReport } = await import('../report.ts');
      done(await runReport(files, options, signal));
    });
}
