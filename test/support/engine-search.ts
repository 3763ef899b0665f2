import { openSession } from '../../src/engine/index.ts';
import { isHidden, parse, plan, type Row } from '../../src/language/index.ts';
import type { SearchOptions } from './interpreter/search.ts';

/** Parses, plans and runs a search over the tables of a case, on the database. Lookups are not loaded. */
export async function runSearch(options: SearchOptions): Promise<{ columns: string[]; rows: readonly Row[] }> {
  const { tables, macros } = options;
  const times = { now: options.now ?? 0, timezone: options.timezone ?? 'UTC' };
  const session = await openSession(times);
  try {
    if (tables.catalog.input !== undefined) await session.loadInput(tables.input);
    if (tables.events.length > 0) await session.loadEventRows(tables.events);
    for (const [name, rows] of tables.datasets) {
      const [model = '', dataset = ''] = name.split('.');
      await session.loadDatasetRows(model, dataset, rows);
    }
    await session.finishLoading();
    const planned = await plan(parse(options.spl, macros === undefined ? {} : { macros }), session.environment(times));
    const columns = planned.schema.columns.map(({ name }) => name).filter((name) => !isHidden(name));
    return { columns, rows: await session.run(planned, times) };
  } finally {
    await session.close();
  }
}
