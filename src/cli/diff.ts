import { colourPalette, plainPalette } from '../findings/index.ts';
import { type Diff, diff } from '../library/index.ts';
import { wantsColour } from './colour.ts';
import type { CommonOptions, EngineOptions } from './common-options.ts';
import { different } from './diff-formats/counts.ts';
import { DIFF_FORMATS } from './diff-formats/index.ts';
import type { DiffFormatName } from './diff-formats/names.ts';
import { openReporter } from './reporter.ts';
import { widthOf } from './rows.ts';
import { libraryOptions } from './run-options.ts';
import { standardOutput } from './streams.ts';

export interface DiffCommandOptions extends CommonOptions, EngineOptions {
  readonly format?: DiffFormatName;
  readonly failOnChange?: true;
}

export interface Compared {
  readonly old: string;
  readonly new: string;
  readonly logs: readonly string[];
}

/** `karst diff`: gives the exit code. A difference is what was asked for: 1 only with --fail-on-change. */
export async function runDiff(compared: Compared, options: DiffCommandOptions, signal: AbortSignal): Promise<number> {
  const { stdout } = process;
  const reporter = openReporter(options);
  try {
    const { logs, ...sides } = compared;
    const found = await diff({ ...libraryOptions(logs, options, reporter, signal), ...sides });
    reporter.close();
    const format = DIFF_FORMATS[options.format ?? (stdout.isTTY === true ? 'table' : 'jsonl')];
    const palette = wantsColour(stdout, process.env, options) ? colourPalette : plainPalette;
    const output = standardOutput(stdout, signal);
    await output.write(format.render(found, { palette, width: widthOf(stdout) }));
    await output.finish();
    noteSkipped(found, reporter.warn);
    if (found.detections.length === 0) reporter.warn('neither side holds a detection: nothing was compared');
    return options.failOnChange === true && different(found).length > 0 ? 1 : 0;
  } finally {
    reporter.close();
  }
}

function noteSkipped({ skipped }: Diff, warn: (text: string) => void): void {
  const reasons = Object.entries(skipped).map(([reason, count]) => `${count.toLocaleString('en-US')} ${reason}`);
  if (reasons.length > 0) warn(`skipped: ${reasons.join(', ')} (--verbose names each)`);
}
