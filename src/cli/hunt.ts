import type { Severity } from '../content/index.ts';
import { renderSummary, severityAtLeast } from '../findings/index.ts';
import { drain, type HuntReport, huntFindings } from '../library/index.ts';
import { Problem } from '../shared/problem.ts';
import type { CommonOptions, EngineOptions } from './common-options.ts';
import { openOutputFile } from './output-file.ts';
import { openReporter, type Reporter } from './reporter.ts';
import { openRowSink, type RowOptions } from './rows.ts';
import { libraryOptions } from './run-options.ts';
import { type Output, withOutputs } from './streams.ts';

export interface HuntCommandOptions extends CommonOptions, EngineOptions, RowOptions {
  /** A file for the summary. */
  readonly summary?: string;
  readonly failOn?: Severity;
}

interface Outcome {
  readonly report: HuntReport;
  /** A finding was as severe as --fail-on says. */
  readonly isAlarming: boolean;
}

/** `karst hunt`: gives the exit code. */
export async function runHunt(
  logs: readonly string[],
  options: HuntCommandOptions,
  signal: AbortSignal,
): Promise<number> {
  refuseSameFile(options);
  const reporter = openReporter(options);
  try {
    const { report, isAlarming } = await withOutputs((track) => huntTo(track, { logs, options, reporter, signal }));
    reporter.say(renderSummary(report.summary, { palette: reporter.palette, risk: report.risk, blind: report.blind }));
    if (report.summary.detections.loaded === 0) reporter.warn('the content holds no detection: nothing could be found');
    return isAlarming ? 1 : 0;
  } finally {
    reporter.close();
  }
}

interface HuntRun {
  readonly logs: readonly string[];
  readonly options: HuntCommandOptions;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
}

/** Files are opened before the run: what cannot be written is known in the first second, not after an hour. */
async function huntTo(track: (output: Output) => void, { logs, options, reporter, signal }: HuntRun): Promise<Outcome> {
  const { output, format, renderOptions } = await openRowSink(options, signal, reporter.close);
  track(output);
  const summaryFile = options.summary === undefined ? undefined : await openOutputFile(options.summary);
  if (summaryFile) track(summaryFile);

  const renderer = format.findings(renderOptions);
  const run = huntFindings(libraryOptions(logs, options, reporter, signal));
  let isAlarming = false;
  const report = await drain(run, (finding) => {
    isAlarming ||= options.failOn !== undefined && severityAtLeast(finding.severity, options.failOn);
    return output.write(renderer.write(finding));
  });
  await output.write(renderer.end());
  await summaryFile?.write(`${JSON.stringify(report.summary, undefined, 2)}\n`);
  return { report, isAlarming };
}

function refuseSameFile({ output, summary }: HuntCommandOptions): void {
  if (output === undefined || output !== summary) return;
  throw new Problem('CLI001', `--output and --summary name the same file: ${output}`, { hint: 'name two files' });
}
