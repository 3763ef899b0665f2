import { visible } from '../findings/index.ts';
import {
  type Drilldown,
  type Driller,
  drain,
  type FindingDrilldowns,
  findDrilldowns,
  openDriller,
  type Row,
} from '../library/index.ts';
import { formatCount } from '../shared/figures.ts';
import { Problem } from '../shared/problem.ts';
import type { CommonOptions, EngineOptions } from './common-options.ts';
import { openReporter, type Reporter } from './reporter.ts';
import { openRowSink, type RowOptions, type RowSink } from './rows.ts';
import { libraryOptions } from './run-options.ts';
import { noteSkips } from './skips.ts';
import { type Output, withOutputs } from './streams.ts';

export interface DrilldownCommandOptions extends CommonOptions, EngineOptions, Omit<RowOptions, 'output'> {
  /** Which of the searches is run, from 1. Default: all. */
  readonly run?: number;
}

/** What the command line names. */
export interface DrilldownArguments {
  readonly findings: string;
  /** From 1. */
  readonly number: number;
  readonly logs: readonly string[];
}

/** `karst drilldown`: gives the exit code. */
export async function runDrilldown(
  given: DrilldownArguments,
  options: DrilldownCommandOptions,
  signal: AbortSignal,
): Promise<number> {
  const reporter = openReporter(options);
  try {
    if (given.logs.length === 0 && options.run !== undefined) {
      throw new Problem('CLI001', '--run needs logs to search', { hint: 'name files and folders behind the number' });
    }
    await withOutputs((track) => drillTo(track, { given, options, reporter, signal }));
    return 0;
  } finally {
    reporter.close();
  }
}

interface DrilldownRun {
  readonly given: DrilldownArguments;
  readonly options: DrilldownCommandOptions;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
}

async function drillTo(track: (output: Output) => void, run: DrilldownRun): Promise<void> {
  const { given, options, reporter, signal } = run;
  const { findings, number, logs } = given;
  const { content } = options;
  let others = 0;
  const onProblem = (problem: Problem): void => {
    if (problem.code === 'IN014') others++;
    reporter.onProblem(problem);
  };
  const found = await findDrilldowns({ findings, number, onProblem, ...(content !== undefined && { content }) });
  if (others > 0)
    reporter.warn(`${formatCount(others, 'line')} passed over that are no findings (--verbose names them)`);
  warnOf(found, reporter);
  const sink = await openRowSink(options, signal, reporter.close);
  track(sink.output);
  if (logs.length === 0) await list(found.drilldowns, sink);
  else await runAll(found, chosen(found.drilldowns, options), sink, run);
}

/** What makes the searches other ones than those of the run that found it. */
function warnOf({ finding, detection, drilldowns }: FindingDrilldowns, reporter: Reporter): void {
  const { version } = finding.detection;
  const name = visible(detection.name);
  if (version !== null && detection.version !== undefined && detection.version !== version) {
    reporter.warn(`the finding is of version ${version} of "${name}"; the content has version ${detection.version}`);
  }
  const missing = [...new Set(drilldowns.flatMap((one) => one.missing))].map(visible);
  if (missing.length > 0) {
    reporter.warn(`the finding has no ${missing.join(', ')}: the tokens of drilldowns that name it stay as written`);
  }
}

/** The drilldowns that are run, by their numbers. */
function chosen(drilldowns: readonly Drilldown[], { run }: DrilldownCommandOptions): ReadonlyMap<number, Drilldown> {
  const all = new Map(drilldowns.map((one, at) => [at + 1, one]));
  if (run === undefined) return all;
  const one = all.get(run);
  if (one !== undefined) return new Map([[run, one]]);
  const hint = 'without --run all of them are run; without logs they are listed';
  throw new Problem('CLI001', `the finding has ${all.size} drilldowns: there is no number ${run}`, { hint });
}

async function list(drilldowns: readonly Drilldown[], { output, format, formatName, renderOptions }: RowSink) {
  const renderer = format.rows(renderOptions);
  for (const [at, { name, search, earliest, latest }] of drilldowns.entries()) {
    const range = { ...(earliest !== null && { earliest }), ...(latest !== null && { latest }) };
    if (formatName === 'table') await output.write(listed(at + 1, { name, search, earliest, latest }));
    else await output.write(renderer.write({ drilldown: at + 1, name, ...range, search }));
  }
  await output.write(renderer.end());
}

/** For people: nothing of the search is cut, so that it can be copied. */
function listed(number: number, { name, search, earliest, latest }: Omit<Drilldown, 'missing'>): string {
  const [from, to] = [earliest, latest].map((time) => (time === null ? undefined : isoTime(time)));
  const range = from === undefined && to === undefined ? 'all time' : `${from ?? 'the start'} to ${to ?? 'the end'}`;
  const text = search.split('\n').map(visible).join('\n');
  return `${number}  ${visible(name)}\n   ${range}\n${text}\n\n`;
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

async function runAll(
  found: FindingDrilldowns,
  drilled: ReadonlyMap<number, Drilldown>,
  sink: RowSink,
  { given, options, reporter, signal }: DrilldownRun,
): Promise<void> {
  if (sink.formatName === 'csv' && drilled.size > 1) {
    const hint = 'choose one with --run, or another format';
    throw new Problem('CLI001', 'rows of several drilldowns have no columns in common', { hint });
  }
  const { earliest: _, latest: __, ...shared } = libraryOptions(given.logs, options, reporter, signal);
  const driller = await openDriller(found, [...drilled.values()], { ...shared, findings: given.findings });
  try {
    for (const [number, one] of drilled) await runOne(driller, number, one, sink, reporter, drilled.size > 1);
    noteSkips(driller.tally, reporter);
  } finally {
    await driller.close();
  }
}

async function runOne(
  driller: Driller,
  number: number,
  drilldown: Drilldown,
  { output, format, formatName, renderOptions }: RowSink,
  reporter: Reporter,
  isOneOfMany: boolean,
): Promise<void> {
  let renderer = format.rows(renderOptions);
  const onColumns = (columns: readonly string[]): void => {
    renderer = format.rows({ ...renderOptions, columns });
  };
  const isWrapped = isOneOfMany && formatName === 'jsonl';
  let count = 0;
  if (isOneOfMany && formatName === 'table') await output.write(`${number}  ${visible(drilldown.name)}\n`);
  const rows = driller.run({ drilldown, onColumns, onNotice: reporter.onNotice });
  await drain(rows, async (row) => {
    count++;
    await output.write(isWrapped ? wrapped(number, row) : renderer.write(row));
  });
  await output.write(isWrapped ? '' : renderer.end());
  if (isOneOfMany && formatName === 'table') await output.write(count === 0 ? '   no rows\n\n' : '\n');
}

/** Rows of several searches say of which one they are. */
function wrapped(drilldown: number, row: Row): string {
  return `${JSON.stringify({ drilldown, result: row })}\n`;
}
