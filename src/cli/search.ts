import { drain, type SearchReport, search } from '../library/index.ts';
import type { CommonOptions, EngineOptions } from './common-options.ts';
import { openReporter, type Reporter } from './reporter.ts';
import { openRowSink, type RowOptions } from './rows.ts';
import { libraryOptions } from './run-options.ts';
import { noteSkips } from './skips.ts';
import { type Output, withOutputs } from './streams.ts';

export interface SearchCommandOptions extends CommonOptions, EngineOptions, RowOptions {
  /** A file of JSON lines. */
  readonly rows?: string;
}

/** `karst search`: gives the exit code. */
export async function runSearch(
  spl: string,
  logs: readonly string[],
  options: SearchCommandOptions,
  signal: AbortSignal,
): Promise<number> {
  const reporter = openReporter(options);
  try {
    const report = await withOutputs((track) => searchTo(track, { spl, logs, options, reporter, signal }));
    noteSkips(report.tally, reporter);
    return 0;
  } finally {
    reporter.close();
  }
}

interface SearchRun {
  readonly spl: string;
  readonly logs: readonly string[];
  readonly options: SearchCommandOptions;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
}

async function searchTo(
  track: (output: Output) => void,
  { spl, logs, options, reporter, signal }: SearchRun,
): Promise<SearchReport> {
  const { output, format, renderOptions } = await openRowSink(options, signal, reporter.close);
  track(output);
  const rows = options.rows === undefined ? {} : { rows: options.rows };
  let renderer = format.rows(renderOptions);
  const found = search({
    ...libraryOptions(logs, options, reporter, signal),
    ...rows,
    spl,
    onNotice: reporter.onNotice,
    onColumns: (columns) => {
      renderer = format.rows({ ...renderOptions, columns });
    },
  });
  const report = await drain(found, (row) => output.write(renderer.write(row)));
  await output.write(renderer.end());
  return report;
}
