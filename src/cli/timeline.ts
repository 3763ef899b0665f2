import type { Row } from '../language/index.ts';
import { drain, type TimelineEntry, type TimelineOptions, type TimelineReport, timeline } from '../library/index.ts';
import { formatCount } from '../shared/figures.ts';
import type { CommonOptions, EngineOptions, SelectionOptions } from './common-options.ts';
import { openHistogram } from './histogram.ts';
import { openReporter, type Reporter } from './reporter.ts';
import { openRowSink, type RowOptions } from './rows.ts';
import { libraryOptions, selectionOptions } from './run-options.ts';
import { refuseSelection } from './saved-selection.ts';
import { noteSkips } from './skips.ts';
import { type Output, withOutputs } from './streams.ts';

export interface TimelineCommandOptions extends CommonOptions, EngineOptions, SelectionOptions, RowOptions {
  readonly findings?: readonly string[];
  readonly allEvents?: true;
  readonly onlyHost?: string;
}

const COLUMNS: readonly (keyof TimelineEntry)[] = ['timestamp', 'level', 'title', 'host', 'user', 'details'];

/** `karst timeline`: gives the exit code. */
export async function runTimeline(
  logs: readonly string[],
  options: TimelineCommandOptions,
  signal: AbortSignal,
): Promise<number> {
  refuseSelection(options);
  const reporter = openReporter(options);
  try {
    const { report, drawn } = await withOutputs((track) => timelineTo(track, { logs, options, reporter, signal }));
    noteSkips(report.tally, reporter);
    const counts = `${formatCount(report.findings, 'finding')}, ${formatCount(report.events, 'event')}`;
    reporter.say(`${drawn}  ${reporter.palette('bold', 'TIMELINE')}  ${counts}\n`);
    return 0;
  } finally {
    reporter.close();
  }
}

interface TimelineRun {
  readonly logs: readonly string[];
  readonly options: TimelineCommandOptions;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
}

interface Outcome {
  readonly report: TimelineReport;
  /** How findings are spread over time, for people. */
  readonly drawn: string;
}

async function timelineTo(track: (output: Output) => void, run: TimelineRun): Promise<Outcome> {
  const { options, reporter, signal } = run;
  const { output, format, formatName, renderOptions } = await openRowSink(options, signal, reporter.close);
  track(output);
  const isTable = formatName === 'table';
  const columns = isTable ? COLUMNS : [...COLUMNS, 'kind'];
  const renderer = format.rows({ ...renderOptions, columns });
  const histogram = openHistogram();
  const report = await drain(timeline(timelineOptions(run)), (entry) => {
    if (entry.kind === 'finding' && entry.timestamp !== null) histogram.add(Date.parse(entry.timestamp) / 1000);
    return output.write(renderer.write(rowOf(entry, isTable)));
  });
  await output.write(renderer.end());
  return { report, drawn: isTable ? histogram.render() : '' };
}

function timelineOptions({ logs, options, reporter, signal }: TimelineRun): TimelineOptions {
  const { findings, allEvents, onlyHost } = options;
  return {
    ...libraryOptions(logs, options, reporter, signal),
    ...selectionOptions(options),
    ...(findings !== undefined && { findings }),
    ...(allEvents !== undefined && { allEvents }),
    ...(onlyHost !== undefined && { onlyHost }),
  };
}

function rowOf({ timestamp, kind, ...shown }: TimelineEntry, isTable: boolean): Row {
  return { ...(timestamp !== null && { timestamp }), ...shown, ...(!isTable && { kind }) };
}
