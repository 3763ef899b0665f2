import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FieldValue, LogEvent } from '../events/index.ts';
import {
  LINEAGE,
  LINEAGE_LIMIT,
  LINEAGE_UNKNOWN,
  lineageEnvironment,
  parse,
  plan,
  type Row,
} from '../language/index.ts';
import { openSession, type Session } from './session.ts';

/** Events e1 to e6, the oldest first; `of` is what eval and stats see of them. */
const EVENTS: readonly (readonly [id: string, fields: Readonly<Record<string, FieldValue>>])[] = [
  ['e1', { user: 'kim', host: 'a', n: '1', process: 'p' }],
  ['e2', { user: 'kim', host: 'b', n: '2', process: 'q' }],
  ['e3', { user: 'ivo', host: 'a', n: '3', process: 'p' }],
  ['e4', { user: 'ivo', host: 'b', n: '4', tags: ['x', 'y'] }],
  ['e5', { user: 'dana', host: 'c', n: '5', json: '{"k": "v"}' }],
  ['e6', { host: 'c', n: '6' }],
];

let session: Session;
beforeAll(async () => {
  const ids = new Map(EVENTS.map(([id], at) => [1000 + at, id]));
  session = await openSession({ now: 2000, eventIds: async ({ time }) => ids.get(time) ?? '' });
  await session.load(EVENTS.map(([, fields], at) => eventWith(fields, 1000 + at)));
  await session.loadLookup('names', {}, [
    { user: 'kim', full: 'Kim' },
    { user: 'ivo', full: 'Ivo' },
  ]);
  await session.finishLoading();
});
afterAll(() => session.close());

/** The ids of each row, in the order of the rows. */
async function lineageOf(spl: string): Promise<readonly (readonly string[])[]> {
  const environment = lineageEnvironment(session.environment());
  const traced = environment.withLineage(await plan(parse(spl), environment));
  const rows = await session.run(traced);
  const plain = await session.run(await plan(parse(spl), session.environment()));
  expect(rows.map(without)).toEqual(plain.map(without));
  return rows.map(({ [LINEAGE]: ids }) => (ids === undefined ? [] : [ids].flat().map(String)));
}

function without({ [LINEAGE]: _, ...row }: Row): Row {
  return row;
}

describe('a result is made of', () => {
  const NEWEST_FIRST = [['e6'], ['e5'], ['e4'], ['e3'], ['e2'], ['e1']];
  test.each<[what: string, spl: string, ids: readonly (readonly string[])[]]>([
    ['its event', 'search index=main', NEWEST_FIRST],
    ['its event, whatever is filtered', 'search user=kim', [['e2'], ['e1']]],
    ['its event, whatever is computed', 'search user=kim | eval x=n+1 | fields x', [['e2'], ['e1']]],
    ['its event, in another order', 'search user=kim | sort n', [['e1'], ['e2']]],
    ['its event, as one of the first', 'search index=main | head 1', [['e6']]],
    ['its event, as the first of its kind', 'search user=* | dedup user', [['e5'], ['e4'], ['e2']]],
    ['its event, whatever is counted of others', 'search user=kim | eventstats count', [['e2'], ['e1']]],
    ['its event, as one of several values', 'search user=ivo | mvexpand tags', [['e4'], ['e4']]],
    ['its event, with fields of a lookup', 'search user=kim | lookup names user', [['e2'], ['e1']]],
    ['its event, with fields found in a text', 'search user=dana | spath input=json', [['e5']]],
    ['its event, changed one by one', 'search user=kim | xpath "//a" field=n', [['e2'], ['e1']]],
    ['the events of its group', 'search user=* | stats count by user', [['e5'], ['e3', 'e4'], ['e1', 'e2']]],
    ['all events', 'search user=* | stats count', [['e1', 'e2', 'e3', 'e4', 'e5']]],
    ['no event', 'search user=nobody | stats count', [[]]],
    ['no event, from a lookup', '| inputlookup names | sort user', [[], []]],
    [
      'the events of groups of groups',
      'search user=* | stats count by user host | stats sum(count) by host',
      [['e1', 'e3'], ['e2', 'e4'], ['e5']],
    ],
    [
      'the events of both sides',
      'search user=kim | join host [search user=ivo]',
      [
        ['e2', 'e4'],
        ['e1', 'e3'],
      ],
    ],
    [
      'its own event where it has no partner',
      'search host=c user=dana | join type=left user [search user=kim]',
      [['e5']],
    ],
    ['each event once', 'search user=kim | join user [search user=kim n=1]', [['e1', 'e2'], ['e1']]],
    ['events of one side or the other', 'search user=dana | append [search user=kim n=1]', [['e5'], ['e1']]],
    ['events of groups and single ones', 'search user=kim | appendpipe [stats count]', [['e2'], ['e1'], ['e1', 'e2']]],
    [
      'its event alone, where others only filter',
      'search index=main [search user=kim | fields host n]',
      [['e2'], ['e1']],
    ],
    [
      'those of both rows side by side',
      'search user=kim n=1 | appendcols [search user=ivo n=3 | fields process]',
      [['e1', 'e3']],
    ],
    ['those of a transaction', 'search user=ivo OR user=dana | transaction user maxspan=10s', [['e5'], ['e3', 'e4']]],
    [
      'those of a transaction of lists',
      'search user=* | transaction host maxspan=10s mvlist=true keeporphans=true',
      [['e5'], ['e2', 'e4'], ['e1', 'e3']],
    ],
    [
      'its event, as an orphan',
      'search n=6 | eval _time=null() | transaction host maxspan=1s keeporphans=true',
      [['e6']],
    ],
    ['its event, as an unexpected one', 'search user=kim | anomalies labelonly=true field=process', [['e2'], ['e1']]],
    [
      'those of a session',
      'search user=kim OR user=ivo | transaction user maxpause=10s',
      [
        ['e3', 'e4'],
        ['e1', 'e2'],
      ],
    ],
  ])('%s: %s', async (_, spl, ids) => {
    expect(await lineageOf(spl)).toEqual(ids);
  });

  test('nobody knows what, where a command makes rows of its own', async () => {
    expect(await lineageOf('search n=1 | chart count by user host')).toEqual([[LINEAGE_UNKNOWN]]);
    expect(await lineageOf('search n=1 | append [search n=3 | transpose]')).toContainEqual([LINEAGE_UNKNOWN]);
    expect((await lineageOf('search n=1 | append [search n=3 | transpose] | stats count')).flat()).toEqual([
      LINEAGE_UNKNOWN,
      'e1',
    ]);
  });

  test('its events, where others that are not known only filter', async () => {
    expect(await lineageOf('search index=main [search n=1 | chart count by user host | fields user]')).toEqual([
      ['e2'],
      ['e1'],
    ]);
  });
});

test('a result of very many events keeps the first of them', async () => {
  const many = await openSession({ now: 2000, eventIds: async ({ time }) => String(time).padStart(6, '0') });
  try {
    await many.load(Array.from({ length: LINEAGE_LIMIT + 500 }, (_, at) => eventWith({ n: String(at) }, at)));
    await many.finishLoading();
    const environment = lineageEnvironment(many.environment());
    const traced = environment.withLineage(await plan(parse('search index=main | stats count'), environment));
    const [row] = await many.run(traced);
    const ids = [row?.[LINEAGE] ?? []].flat();
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([LINEAGE_LIMIT, '000000', '000999']);
  } finally {
    await many.close();
  }
});

test('without ids of events tables have no column for them', async () => {
  const plain = await openSession({ now: 2000 });
  try {
    await plain.load([eventWith({ n: '1' }, 1)]);
    await plain.finishLoading();
    const environment = lineageEnvironment(plain.environment());
    const traced = environment.withLineage(await plan(parse('search n=1'), environment));
    await expect(plain.run(traced)).rejects.toMatchObject({ code: 'EN001' });
  } finally {
    await plain.close();
  }
});

function eventWith({ host = 'h', ...fields }: Readonly<Record<string, FieldValue>>, time: number): LogEvent {
  return {
    time,
    timeFrom: 'event',
    isCut: false,
    index: 'main',
    host: String(host),
    source: 's',
    sourcetype: 't',
    fields: new Map(Object.entries(fields)),
    datasets: [],
    reason: '',
    raw: () => 'raw',
  };
}
