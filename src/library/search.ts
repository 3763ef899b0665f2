import { type Demand, demand, type Row } from '../language/index.ts';
import { Problem } from '../shared/problem.ts';
import {
  type CheckedSearch,
  checkSearch,
  type LoadOptions,
  loadSearchContent,
  openLoaded,
  type RunningOptions,
  runChecked,
} from './loaded.ts';
import type { Tally } from './tally.ts';
import { resolveTimes } from './times.ts';

export interface SearchOptions extends LoadOptions, RunningOptions {
  readonly spl: string;
}

/** What a search says at its end. */
export interface SearchReport {
  readonly tally: Tally;
}

/**
 * Runs a search and gives its rows. The report is what the generator returns.
 *
 * @throws Problem SPL1xx, SPL2xx and SPL3xx for the search, with its place; IN001 and IN012 for the logs, IN010 for
 * the rows, CT001 for the content, CLI001 for a time, EN001 to EN004 from the database; and the reason of the signal.
 */
export async function* search(options: SearchOptions): AsyncGenerator<Row, SearchReport> {
  const times = resolveTimes(options);
  const content = await loadSearchContent(options);
  const checked = await checkSearch(options.spl, content, times);
  const needed = demand(checked.plans);
  noticeNoLogs(checked, needed, options);
  const loaded = await openLoaded(options, content, times, content.lookups.load, needed);
  try {
    yield* runChecked(checked, loaded, times, options);
    return { tally: loaded.tally };
  } finally {
    await loaded.session.close();
  }
}

/** Without any logs a search of events finds nothing, which is no answer. */
function noticeNoLogs({ parsed }: CheckedSearch, needed: Demand, { logs = [], onNotice }: SearchOptions): void {
  if (needed.events === undefined || logs.length > 0) return;
  const hint = 'name the files and folders to search behind it';
  const details = { hint, text: parsed.expansion.source };
  onNotice?.(new Problem('SPL404', 'the search reads events, but no logs were given', details));
}
