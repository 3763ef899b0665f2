import { expect, test } from 'vitest';
import { openSession } from '../../src/engine/index.ts';
import { parse, plan } from '../../src/language/index.ts';
import { eventOf } from '../support/event-of.ts';

const TIMES = { now: 0, timezone: 'UTC' };

/** The results of a search over events. */
async function search(spl: string, lines: readonly string[]): Promise<unknown> {
  const session = await openSession(TIMES);
  try {
    await session.load(lines.map((line) => eventOf(line)));
    await session.finishLoading();
    return await session.run(await plan(parse(spl), session.environment(TIMES)), TIMES);
  } finally {
    await session.close();
  }
}

test('an empty text of an event stays apart from a field that it does not have', async () => {
  const spl = `search index=main | sort n | eval is_null=if(isnull(x),"yes","no"), is_empty=if(x="","yes","no")
    | table n is_null is_empty`;
  const rows = await search(spl, ['{"n":1,"x":""}', '{"n":2}', '{"n":3,"x":"a"}', '{"n":4,"x":null}']);
  expect(rows).toMatchObject([
    { n: '1', is_null: 'no', is_empty: 'yes' },
    { n: '2', is_null: 'yes', is_empty: 'no' },
    { n: '3', is_null: 'no', is_empty: 'no' },
    { n: '4', is_null: 'no', is_empty: 'no' },
  ]);
});

test('names of fields that are strange reach the database', async () => {
  const line = JSON.stringify({ n: 1, '': 'none', '"': 'quote', "'; --": 'comment', '\0': 'nul', __proto__x: 1, N: 2 });
  expect(await search('search index=main | table n N', [line])).toMatchObject([{ n: '1', N: '2' }]);
  expect(await search('search index=main | fields *', [line])).toHaveLength(1);
});
