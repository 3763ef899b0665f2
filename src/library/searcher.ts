import { type DatasetDescription, dataModels } from '../events/index.ts';
import type { Row } from '../language/index.ts';
import {
  checkSearch,
  type LoadOptions,
  loadSearchContent,
  openLoaded,
  type RunningOptions,
  runChecked,
} from './loaded.ts';
import type { Tally } from './tally.ts';
import { resolveTimes } from './times.ts';

/** What a search may name, for completion. */
export interface SearchNames {
  /** Fields of the events that were read, in alphabetical order. */
  readonly fields: readonly string[];
  /** Macros, those with arguments with an opening parenthesis behind them. */
  readonly macros: readonly string[];
  readonly lookups: readonly string[];
  readonly indexes: readonly string[];
  readonly sourcetypes: readonly string[];
  readonly models: readonly { readonly model: string; readonly datasets: readonly DatasetDescription[] }[];
}

/** Logs that are read once and searched many times. */
export interface Searcher {
  readonly names: SearchNames;
  readonly tally: Tally;
  /** Runs a search. One at a time. @throws as `search` */
  run(spl: string, options?: RunningOptions): AsyncGenerator<Row>;
  /** Twice is fine. */
  close(): Promise<void>;
}

/**
 * Reads logs with all their fields, for many searches. What a search writes to a lookup, later ones see.
 *
 * @throws Problem IN001 and IN012 for the logs, IN010 for the rows, CT001 for the content, CLI001 for a time, EN001 to
 * EN004 from the database; and the reason of the signal.
 */
export async function openSearcher(options: LoadOptions): Promise<Searcher> {
  const content = await loadSearchContent(options);
  const loaded = await openLoaded(options, content, resolveTimes(options), async () => undefined);
  const { session, tally, seen } = loaded;

  async function* run(spl: string, running: RunningOptions = {}): AsyncGenerator<Row> {
    // now() is the time of each search, where it was not given.
    const times = resolveTimes(options);
    const checked = await checkSearch(spl, content, times);
    await content.lookups.load(session);
    try {
      yield* runChecked(checked, loaded, times, running);
    } finally {
      await session.dropStages();
    }
  }

  const valuesOf = (field: string) => [...(seen.values.get(field) ?? [])].sort();
  return {
    names: {
      fields: [...seen.fields].sort(),
      macros: content.content.macros.map(({ name, arguments: args }) => (args.length > 0 ? `${name}(` : name)).sort(),
      lookups: [...content.lookups.catalog.lookups()].sort(),
      indexes: valuesOf('index'),
      sourcetypes: valuesOf('sourcetype'),
      models: dataModels(),
    },
    tally,
    run,
    close: () => session.close(),
  };
}
