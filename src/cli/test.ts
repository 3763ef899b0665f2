import { colourPalette, type Palette, plainPalette, renderProblem } from '../findings/index.ts';
import {
  drain,
  hasFailed,
  printYaml,
  publisherSummary,
  statusOf,
  type TestOptions,
  type TestReport,
  testOutcomes,
} from '../library/index.ts';
import { formatCount } from '../shared/figures.ts';
import { Problem } from '../shared/problem.ts';
import { wantsColour } from './colour.ts';
import { openOutputFile } from './output-file.ts';
import { openReporter, type Reporter } from './reporter.ts';
import { widthOf } from './rows.ts';
import { type Output, standardOutput, withOutputs } from './streams.ts';
import { TEST_FORMATS } from './test-formats/index.ts';
import type { TestFormatName } from './test-formats/names.ts';
import { type SelectionOptions, selectionOf, type TestSelection } from './test-mode.ts';
import { engineOptions } from './test-options.ts';

/** The options of `karst test` as commander gives them. */
export interface TestCommandOptions extends SelectionOptions {
  readonly integration?: true;
  readonly benign?: readonly string[];
  readonly noiseBudget?: number;
  /** What makes a test: see `runNewTest`. */
  readonly new?: true;
  readonly from?: readonly string[];
  readonly source?: string;
  readonly sourcetype?: string;
  readonly index?: string;
  readonly force?: true;
  readonly attackData?: string;
  readonly cacheDir?: string;
  readonly offline?: true;
  readonly lock?: string;
  readonly updateLock?: true;
  readonly jobs?: number;
  readonly tuning?: readonly string[];
  readonly format?: TestFormatName;
  /** A file, or `-` for standard output. */
  readonly output?: string;
  /** A file for the summary. */
  readonly summary?: string;
  readonly now?: string;
  readonly timezone?: string;
  readonly threads?: number;
  /** Bytes. */
  readonly memory?: number;
  readonly tempDir?: string;
  readonly geoip?: string;
  readonly quiet?: true;
  readonly verbose?: true;
  readonly color: boolean;
}

/** `karst test`: gives the exit code, 1 where a test failed or a file of the content cannot be used. */
export async function runTests(
  paths: readonly string[],
  options: TestCommandOptions,
  signal: AbortSignal,
): Promise<number> {
  refuseContradictions(options);
  const selection = selectionOf(paths, options);
  const reporter = openReporter(options);
  try {
    const report = await withOutputs((track) => testTo(track, { selection, options, reporter, signal }));
    reporter.close();
    if (options.verbose !== true) for (const one of report.problems) reporter.say(renderProblem(one, reporter.palette));
    reporter.say(summaryText(report, reporter.palette));
    if (report.detections.length === 0) reporter.warn(nothingTested(selection));
    return isFine(report) ? 0 : 1;
  } finally {
    reporter.close();
  }
}

function nothingTested({ changedSince }: TestSelection): string {
  return `there is no detection${changedSince === undefined ? '' : ` that changed since ${changedSince}`}: nothing was tested`;
}

function isFine({ detections, problems }: TestReport): boolean {
  return problems.length === 0 && !detections.some(({ outcomes }) => outcomes.some(hasFailed));
}

interface TestRun {
  readonly selection: TestSelection;
  readonly options: TestCommandOptions;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
}

/** Files are opened before the run: what cannot be written is known at once. */
async function testTo(track: (output: Output) => void, run: TestRun): Promise<TestReport> {
  const { options, reporter, signal } = run;
  const { stdout } = process;
  const file = options.output === '-' ? undefined : options.output;
  const output = file === undefined ? standardOutput(stdout, signal, reporter.close) : await openOutputFile(file);
  track(output);
  const summaryFile = options.summary === undefined ? undefined : await openOutputFile(options.summary);
  if (summaryFile) track(summaryFile);

  const format = TEST_FORMATS[options.format ?? (stdout.isTTY === true && file === undefined ? 'table' : 'jsonl')];
  const hasColour = file === undefined && wantsColour(stdout, process.env, options);
  const renderer = format.open({ palette: hasColour ? colourPalette : plainPalette, width: widthOf(stdout) });
  const report = await drain(testOutcomes(libraryOptions(run)), (outcome) => output.write(renderer.write(outcome)));
  await output.write(renderer.end(report));
  await summaryFile?.write(printYaml(publisherSummary(report, run.selection.mode)));
  return report;
}

function libraryOptions({ selection, options, reporter, signal }: TestRun): TestOptions {
  const { attackData, cacheDir, offline, lock, updateLock, jobs, integration, benign, noiseBudget } = options;
  const { onProgress, onSkip, onProblem } = reporter;
  const { mode: _, ...selected } = selection;
  return {
    ...selected,
    signal,
    onProgress,
    onSkip,
    onProblem,
    ...(attackData !== undefined && { attackData }),
    ...(cacheDir !== undefined && { cacheDir }),
    ...(offline && { offline }),
    ...(lock !== undefined && { lockFile: lock }),
    ...(updateLock && { updateLock }),
    ...(jobs !== undefined && { jobs }),
    ...(integration && { integration }),
    ...(options.tuning && { tuning: options.tuning }),
    ...(benign && { benign: { paths: benign, ...(noiseBudget !== undefined && { budget: noiseBudget }) } }),
    ...engineOptions(options),
  };
}

/** What was tested and what came of it, for people. */
function summaryText({ detections, problems, seconds }: TestReport, palette: Palette): string {
  const outcomes = detections.flatMap((one) => one.outcomes);
  const without = detections.filter((one) => one.outcomes.length === 0).length;
  const failed = outcomes.filter(hasFailed).length;
  const passed = outcomes.filter(({ status }) => status === 'pass').length;
  const failing = detections.filter((one) => statusOf(one) === 'fail').length;
  const parts = [
    palette(passed > 0 ? 'green' : 'yellow', `${passed} passed`),
    ...(failed === 0 ? [] : [palette('red', `${failed} failed`)]),
    `${outcomes.length - passed - failed} skipped`,
    ...(without === 0 ? [] : [`${formatCount(without, 'detection')} without tests`]),
    ...(problems.length === 0 ? [] : [palette('red', `${formatCount(problems.length, 'file')} not valid`)]),
  ];
  const what = `${formatCount(outcomes.length, 'test')} of ${formatCount(detections.length, 'detection')}`;
  const where = failing === 0 ? '' : `, failures in ${formatCount(failing, 'detection')}`;
  return [
    `  ${palette('bold', 'TESTED'.padEnd(8))}${what} in ${seconds.toFixed(1)} s\n`,
    `  ${palette('bold', 'RESULT'.padEnd(8))}${parts.join(', ')}${where}\n`,
  ].join('');
}

function refuseContradictions(options: TestCommandOptions): void {
  const { output, summary, offline, updateLock } = options;
  if (output !== undefined && output === summary) {
    throw new Problem('CLI001', `--output and --summary name the same file: ${output}`, { hint: 'name two files' });
  }
  if (offline && updateLock) {
    throw new Problem('CLI001', '--update-lock fetches, and --offline fetches nothing', {
      hint: 'leave out one of them',
    });
  }
}
