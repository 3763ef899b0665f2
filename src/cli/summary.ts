import { type LogSummary, logSummary, SUMMARY_COLUMNS, summaryRows } from '../library/index.ts';
import type { CommonOptions, EngineOptions } from './common-options.ts';
import { openReporter, type Reporter } from './reporter.ts';
import { openRowSink, type RowOptions } from './rows.ts';
import { libraryOptions } from './run-options.ts';
import { noteSkips } from './skips.ts';
import { withOutputs } from './streams.ts';
import { summaryText } from './summary-text.ts';

export interface SummaryCommandOptions extends CommonOptions, EngineOptions, RowOptions {
  /** Names of each kind. */
  readonly top?: number;
}

const TOP = 10;

/** `karst summary`: gives the exit code. */
export async function runSummary(
  logs: readonly string[],
  options: SummaryCommandOptions,
  signal: AbortSignal,
): Promise<number> {
  const reporter = openReporter(options);
  try {
    await withOutputs(async (track) => {
      const { output, format, formatName, renderOptions } = await openRowSink(options, signal, reporter.close);
      track(output);
      const summary = await logSummary(libraryOptions(logs, options, reporter, signal));
      const rows = summaryRows(summary, options.top ?? TOP);
      if (formatName === 'table') {
        for (const line of summaryText(rows, renderOptions)) await output.write(line);
      } else {
        const renderer = format.rows({ ...renderOptions, columns: SUMMARY_COLUMNS });
        for (const row of rows) await output.write(renderer.write(row));
        await output.write(renderer.end());
      }
      tell(summary, reporter);
    });
    return 0;
  } finally {
    reporter.close();
  }
}

function tell({ tally, counts }: LogSummary, reporter: Reporter): void {
  noteSkips(tally, reporter);
  const many = Object.entries(counts).flatMap(([kind, { isExact }]) => (isExact ? [] : [kind]));
  if (many.length > 0) reporter.warn(`too many different names to count each exactly: ${many.join(', ')}`);
}
