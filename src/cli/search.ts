import { existsSync } from 'node:fs';
import { drain, type SearchReport, search } from '../library/index.ts';
import { Problem } from '../shared/problem.ts';
import type { CommonOptions, EngineOptions } from './common-options.ts';
import { runSession } from './interactive/session.ts';
import { openReporter, type Reporter } from './reporter.ts';
import { openRowSink, type RowOptions } from './rows.ts';
import { libraryOptions } from './run-options.ts';
import { noteSkips } from './skips.ts';
import { type Output, withOutputs } from './streams.ts';

export interface SearchCommandOptions extends CommonOptions, EngineOptions, RowOptions {
  /** A file of JSON lines. */
  readonly rows?: string;
}

/**
 * `karst search`: gives the exit code. Without a search, on a terminal, it is an interactive session.
 *
 * @throws Problem CLI001 where there is neither a search nor a terminal
 */
export async function runSearch(
  given: readonly string[],
  options: SearchCommandOptions,
  signal: AbortSignal,
): Promise<number> {
  const { spl, logs } = splitArguments(given);
  const isTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  if (spl === undefined && !isTerminal) {
    const hint = "write karst search 'index=main | stats count by host' LOGS, or see karst search --help";
    throw new Problem('CLI001', 'karst search needs a search', { hint });
  }
  const reporter = openReporter(options);
  try {
    if (spl === undefined) {
      await runSession(logs, options, reporter, signal);
      return 0;
    }
    const report = await withOutputs((track) => searchTo(track, { spl, logs, options, reporter, signal }));
    noteSkips(report.tally, reporter);
    return 0;
  } finally {
    reporter.close();
  }
}

/** Where the first argument is a file or folder like all others, none of them is a search. */
function splitArguments(given: readonly string[]): { readonly spl?: string; readonly logs: readonly string[] } {
  const [spl, ...logs] = given;
  return spl === undefined || given.every((one) => existsSync(one)) ? { logs: given } : { spl, logs };
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
