import { colourPalette, plainPalette } from '../findings/index.ts';
import { type Why, why } from '../library/index.ts';
import { wantsColour } from './colour.ts';
import type { CommonOptions, EngineOptions } from './common-options.ts';
import { openReporter } from './reporter.ts';
import { widthOf } from './rows.ts';
import { libraryOptions } from './run-options.ts';
import { standardOutput } from './streams.ts';
import { renderWhy } from './why-table.ts';

export interface WhyCommandOptions extends CommonOptions, EngineOptions {
  readonly format?: 'table' | 'json';
}

/** `karst explain --why`: gives the exit code. It is 0 whether or not the search matched: that was what was asked. */
export async function runWhy(
  search: { readonly spl: string } | { readonly file: string },
  logs: readonly string[],
  options: WhyCommandOptions,
  signal: AbortSignal,
): Promise<number> {
  const { stdout } = process;
  const reporter = openReporter(options);
  try {
    const found = await why({ ...libraryOptions(logs, options, reporter, signal), search });
    reporter.close();
    const output = standardOutput(stdout, signal);
    const palette = wantsColour(stdout, process.env, options) ? colourPalette : plainPalette;
    const format = options.format ?? (stdout.isTTY === true ? 'table' : 'json');
    await output.write(format === 'json' ? jsonOf(found) : renderWhy(found, { palette, width: widthOf(stdout) }));
    await output.finish();
    const skipped = Object.entries(found.skipped).map(
      ([reason, count]) => `${count.toLocaleString('en-US')} ${reason}`,
    );
    if (skipped.length > 0) reporter.warn(`skipped: ${skipped.join(', ')} (--verbose names each)`);
    for (const notice of found.notices) reporter.onNotice(notice);
    return 0;
  } finally {
    reporter.close();
  }
}

/** Notices with what a program can use of them. */
function jsonOf({ notices, ...rest }: Why): string {
  const told = notices.map(({ code, message, details: { hint } }) => ({
    code,
    message,
    ...(hint !== undefined && { hint }),
  }));
  return `${JSON.stringify({ ...rest, notices: told }, undefined, 2)}\n`;
}
