import type { Row } from '../language/index.ts';
import { drain, type ParsedEvent, parse } from '../library/index.ts';
import type { CommonOptions, EngineOptions } from './common-options.ts';
import { openReporter } from './reporter.ts';
import { openRowSink, type RowOptions } from './rows.ts';
import { libraryOptions } from './run-options.ts';
import { noteSkips } from './skips.ts';
import { withOutputs } from './streams.ts';

export interface ParseCommandOptions extends CommonOptions, EngineOptions, RowOptions {
  readonly datamodels?: true;
  readonly explain?: true;
}

/** `karst parse`: gives the exit code. */
export async function runParse(
  logs: readonly string[],
  options: ParseCommandOptions,
  signal: AbortSignal,
): Promise<number> {
  const reporter = openReporter(options);
  const idle = idleOptions(options);
  if (idle.length > 0) reporter.warn(`parse runs no search and opens no database: ${idle.join(', ')} changes nothing`);
  try {
    const tally = await withOutputs(async (track) => {
      const { output, format, formatName, renderOptions } = await openRowSink(options, signal, reporter.close);
      track(output);
      const renderer = format.rows(renderOptions);
      const events = parse({
        ...libraryOptions(logs, options, reporter, signal),
        dataModels: options.datamodels === true,
        explain: options.explain === true,
      });
      const counted = await drain(events, (event) =>
        output.write(formatName === 'jsonl' ? `${JSON.stringify(event)}\n` : renderer.write(flatRow(event))),
      );
      await output.write(renderer.end());
      return counted;
    });
    noteSkips(tally, reporter);
    return 0;
  } finally {
    reporter.close();
  }
}

/** Options of the commands that run searches. Scripts give them to every command, so that they are taken, and said. */
function idleOptions({ content, threads, memory, tempDir }: EngineOptions): readonly string[] {
  // Mappings of content may need the database.
  if (content !== undefined) return [];
  const given = { '--threads': threads, '--memory': memory, '--temp-dir': tempDir };
  return Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [name]));
}

/** The event for formats that hold a text in each column: the rows of data models are JSON there. */
function flatRow({ _datamodels, ...event }: ParsedEvent): Row {
  const models = _datamodels === undefined ? {} : { _datamodels: JSON.stringify(_datamodels) };
  return { ...(event as Row), ...models };
}
