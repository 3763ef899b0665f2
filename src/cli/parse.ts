import type { Row } from '../language/index.ts';
import { drain, type ParsedEvent, parse } from '../library/index.ts';
import type { CommonOptions } from './common-options.ts';
import { openReporter } from './reporter.ts';
import { openRowSink, type RowOptions } from './rows.ts';
import { libraryOptions } from './run-options.ts';
import { noteSkips } from './skips.ts';
import { withOutputs } from './streams.ts';

export interface ParseCommandOptions extends CommonOptions, RowOptions {
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

/** The event for formats that hold a text in each column: the rows of data models are JSON there. */
function flatRow({ _datamodels, ...event }: ParsedEvent): Row {
  const models = _datamodels === undefined ? {} : { _datamodels: JSON.stringify(_datamodels) };
  return { ...(event as Row), ...models };
}
