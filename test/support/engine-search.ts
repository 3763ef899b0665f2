import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openSession, type Session } from '../../src/engine/index.ts';
import { isHidden, parse, plan, type Row } from '../../src/language/index.ts';
import { boundsOf, type SearchOptions } from './interpreter/search.ts';
import { LOCATIONS } from './locations.ts';
import { writeMmdb } from './mmdb-writer.ts';

export interface EngineOutcome {
  readonly columns: string[];
  readonly rows: readonly Row[];
  /** What the lookups of the case hold after the search. */
  readonly lookups: ReadonlyMap<string, readonly Row[]>;
}

/** Parses, plans and runs a search over the tables of a case, on the database. */
export async function runSearch(options: SearchOptions): Promise<EngineOutcome> {
  const { tables, macros, savedSearches } = options;
  const times = { now: options.now ?? 0, timezone: options.timezone ?? 'UTC', ...boundsOf(options.range) };
  const geoip = options.hasLocations === true ? writeLocations() : undefined;
  const session = await openSession({ ...times, ...(geoip && { geoip }) });
  if (geoip !== undefined) rmSync(dirname(geoip), { recursive: true });
  try {
    if (tables.catalog.input !== undefined) await session.loadInput(tables.input);
    if (tables.events.length > 0) await session.loadEventRows(tables.events);
    if (tables.metrics.length > 0) await loadMetrics(session, tables.metrics);
    for (const [name, rows] of tables.datasets) {
      const [model = '', dataset = ''] = name.split('.');
      await session.loadDatasetRows(model, dataset, rows);
    }
    for (const [name, rows] of tables.lookups) {
      await session.loadLookup(name, tables.lookupDefinitions.get(name) ?? {}, rows);
    }
    await session.finishLoading();
    const planned = await plan(
      parse(options.spl, { ...(macros && { macros }), ...(savedSearches && { savedSearches }) }),
      session.environment(times),
    );
    const columns = planned.schema.columns.map(({ name }) => name).filter((name) => !isHidden(name));
    const rows = await session.run(planned, times);
    const lookups = new Map<string, readonly Row[]>();
    for (const name of tables.lookups.keys()) lookups.set(name, (await session.lookupRows(name)) ?? []);
    return { columns, rows, lookups };
  } finally {
    await session.close();
  }
}

/** The GeoIP database of the tests in a folder of its own. */
function writeLocations(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'karst-locations-')), 'City.mmdb');
  writeFileSync(file, writeMmdb(LOCATIONS));
  return file;
}

async function loadMetrics(session: Session, points: readonly Row[]): Promise<void> {
  for (const { index, ...row } of points) await session.loadMetricRows(String(index), [row]);
}
