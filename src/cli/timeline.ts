import { visible } from '../findings/index.ts';
import type { Row } from '../language/index.ts';
import { drain, type TimelineEntry, timeline } from '../library/index.ts';
import { formatCount } from '../shared/figures.ts';
import type { CommonOptions, EngineOptions, SelectionOptions } from './common-options.ts';
import { openHistogram } from './histogram.ts';
import { openReporter } from './reporter.ts';
import { openRowSink, type RowOptions } from './rows.ts';
import { libraryOptions, selectionOptions } from './run-options.ts';
import { refuseSelection } from './saved-selection.ts';
import { noteSkips } from './skips.ts';
import { withOutputs } from './streams.ts';

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
  const { findings, allEvents, onlyHost } = options;
  refuseSelection(options);
  const reporter = openReporter(options);
  const histogram = openHistogram();
  try {
    const { report, isTable } = await withOutputs(async (track) => {
      const { output, format, formatName, renderOptions } = await openRowSink(options, signal, reporter.close);
      track(output);
      const columns = formatName === 'table' ? COLUMNS : [...COLUMNS, 'kind'];
      const renderer = format.rows({ ...renderOptions, columns });
      const entries = timeline({
        ...libraryOptions(logs, options, reporter, signal),
        ...selectionOptions(options),
        ...(findings !== undefined && { findings }),
        ...(allEvents !== undefined && { allEvents }),
        ...(onlyHost !== undefined && { onlyHost }),
      });
      const counted = await drain(entries, (entry) => {
        if (entry.kind === 'finding' && entry.timestamp !== null) histogram.add(Date.parse(entry.timestamp) / 1000);
        const { kind, ...shown } = entry;
        return output.write(renderer.write((formatName === 'table' ? shown : entry) as unknown as Row));
      });
      await output.write(renderer.end());
      return { report: counted, isTable: formatName === 'table' };
    });
    noteSkips(report.tally, reporter);
    const { palette } = reporter;
    const counts = `${formatCount(report.findings, 'finding')}, ${formatCount(report.events, 'event')}`;
    reporter.say(`${isTable ? histogram.render() : ''}  ${palette('bold', 'TIMELINE')}  ${visible(counts)}\n`);
    return 0;
  } finally {
    reporter.close();
  }
}
