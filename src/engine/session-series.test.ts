import { afterEach, expect, test } from 'vitest';
import { parse, plan, type Row } from '../language/index.ts';
import type { Session } from './session.ts';
import { openSessionSeries, type SessionSeries } from './session-series.ts';

let series: SessionSeries | undefined;
afterEach(() => series?.close());

async function run(session: Session, spl: string): Promise<readonly Row[]> {
  return session.run(await plan(parse(spl), session.environment()));
}

const EVENTS = [{ _time: 1, _raw: 'a', index: 'main', host: 'h', user: 'u' }];

test('a session knows no event, row, lookup or field of the one before', async () => {
  series = openSessionSeries({ threads: 1, memoryMb: 64 });
  const first = await series.next();
  await first.loadEventRows(EVENTS);
  await first.loadDatasetRows('Endpoint', 'Processes', [{ _time: 1, process_name: 'x.exe', extra: 'y' }]);
  await first.loadLookup('known', { columns: ['user', 'kind'] }, [{ user: 'u', kind: 'k' }]);
  await first.finishLoading();
  expect(await run(first, 'index=* | stats values(*) as * by host | outputlookup made.csv')).toHaveLength(1);
  expect(await run(first, '| inputlookup made.csv')).toHaveLength(1);
  await first.close();

  const second = await series.next();
  await second.finishLoading();
  expect(second.catalog().events.columns.map(({ name }) => name)).toEqual(['_time']);
  expect(second.catalog().lookups?.()).toEqual([]);
  expect(await run(second, 'index=*')).toEqual([]);
  expect(await run(second, '| tstats count from datamodel=Endpoint.Processes')).toEqual([{ count: 0 }]);
  await expect(run(second, '| inputlookup made.csv')).rejects.toMatchObject({ code: 'SPL203' });
  await expect(run(second, '| inputlookup known')).rejects.toMatchObject({ code: 'SPL203' });
  await second.close();
});

test('goes on with another database where the one before was closed', async () => {
  series = openSessionSeries({ threads: 1, memoryMb: 64 });
  await (await series.next()).close();
  await series.close();
  const session = await series.next();
  await session.loadEventRows(EVENTS);
  await session.finishLoading();
  expect(await run(session, 'index=* | stats count')).toEqual([{ count: 1 }]);
  await session.close();
  await session.close();
});
