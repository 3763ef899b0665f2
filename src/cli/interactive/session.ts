import { colourPalette, plainPalette } from '../../findings/index.ts';
import { openSearcher } from '../../library/index.ts';
import { formatCount } from '../../shared/figures.ts';
import { wantsColour } from '../colour.ts';
import type { Reporter } from '../reporter.ts';
import { libraryOptions } from '../run-options.ts';
import type { SearchCommandOptions } from '../search.ts';
import { noteSkips } from '../skips.ts';
import { openHistory, stateFolder } from './history.ts';
import { runLoop } from './loop.ts';

/** An interactive session on the terminal: the logs are read once, then searched as often as one likes. */
export async function runSession(
  logs: readonly string[],
  options: SearchCommandOptions,
  reporter: Reporter,
  signal: AbortSignal,
): Promise<void> {
  const { stdin, stdout, env } = process;
  const rows = options.rows === undefined ? {} : { rows: options.rows };
  const searcher = await openSearcher({ ...libraryOptions(logs, options, reporter, signal), ...rows });
  try {
    reporter.close();
    noteSkips(searcher.tally, reporter);
    const { events, files } = searcher.tally;
    const read = logs.length === 0 ? '' : `${formatCount(events, 'event')} in ${formatCount(files, 'file')}; `;
    reporter.say(`${read}type a search, :help or :quit\n`);
    await runLoop({
      searcher,
      input: stdin,
      output: stdout,
      isTerminal: env['TERM'] !== 'dumb',
      history: await openHistory(stateFolder(env)),
      format: options.format ?? 'table',
      palette: wantsColour(stdout, env, options) ? colourPalette : plainPalette,
      signal,
    });
  } finally {
    await searcher.close();
  }
}
