import path from 'node:path';
import { type FindingRenderer, visible } from '../findings/index.ts';
import { drain, type Finding, type SavedFindingsOptions, savedFindings } from '../library/index.ts';
import { Problem } from '../shared/problem.ts';
import { openReporter } from './reporter.ts';
import { type FindingOptions, openFindingSink } from './rows.ts';
import { withOutputs } from './streams.ts';

export interface ReportCommandOptions extends FindingOptions {
  readonly content?: readonly string[];
  /** The file of the hunt's summary. */
  readonly summary?: string;
  readonly quiet?: true;
  readonly verbose?: true;
}

/** Lines that are no finding which are named before the rest is only counted. */
const BAD_LINES_NAMED = 3;

/** `karst report`: gives the exit code. */
export async function runReport(
  files: readonly string[],
  options: ReportCommandOptions,
  signal: AbortSignal,
): Promise<number> {
  refuseOwnInput(files, options);
  const reporter = openReporter(options);
  let named = 0;
  const onProblem = ({ message, details }: Problem): void => {
    if (options.verbose === true || named++ < BAD_LINES_NAMED) {
      reporter.warn(`${visible(details.file ?? '')}: ${visible(message)}`);
    }
  };
  try {
    const { badLines } = await withOutputs(async (track) => {
      const { output, format, renderOptions } = await openFindingSink(options, signal, reporter.close);
      track(output);
      let renderer: FindingRenderer | undefined;
      // Whether findings hold events shows at the first one.
      const rendererFor = (finding?: Finding): FindingRenderer => {
        renderer ??= format.findings({ ...renderOptions, hasEvents: finding?.events !== undefined });
        return renderer;
      };
      const findings = savedFindings(savedOptions(files, options, signal, onProblem));
      const report = await drain(findings, (finding) => output.write(rendererFor(finding).write(finding)));
      await output.write(rendererFor().end(report));
      return report;
    });
    if (badLines > 0) reporter.warn(`${badLines} line${badLines === 1 ? '' : 's'} passed over: no finding`);
    return 0;
  } finally {
    reporter.close();
  }
}

function savedOptions(
  files: readonly string[],
  { summary, content, now, timezone }: ReportCommandOptions,
  signal: AbortSignal,
  onProblem: (problem: Problem) => void,
): SavedFindingsOptions {
  return {
    files,
    signal,
    onProblem,
    ...(summary === undefined ? {} : { summary }),
    ...(content === undefined ? {} : { content }),
    ...(now === undefined ? {} : { now }),
    ...(timezone === undefined ? {} : { timezone }),
  };
}

function refuseOwnInput(files: readonly string[], { output, summary }: ReportCommandOptions): void {
  const resolved = output === undefined || output === '-' ? undefined : path.resolve(output);
  const inputs = [...files, ...(summary === undefined ? [] : [summary])];
  if (resolved === undefined || !inputs.some((file) => path.resolve(file) === resolved)) return;
  throw new Problem('CLI001', `--output names a file that is read: ${output}`, { hint: 'name another file' });
}
