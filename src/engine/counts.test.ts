import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse, plan, type Row } from '../language/index.ts';
import { openSession, type Session } from './session.ts';

let session: Session;
beforeAll(async () => {
  session = await openSession();
  // Of g=x the users a, b and c have 1, 2 and 4 events, of g=y there is one user.
  const users = ['a', 'b', 'b', 'c', 'c', 'c', 'c'].map((user) => ({ g: 'x', user }));
  await session.loadInput([...users, { g: 'y', user: 'd' }]);
  await session.finishLoading();
});
afterAll(() => session.close());

async function run(spl: string): Promise<readonly Row[]> {
  return session.run(await plan(parse(spl, { hasInput: true }), session.environment()));
}

const STATISTICS = 'sum(n) as sum avg(n) as avg var(n) as var varp(n) as varp stdev(n) as stdev stdevp(n) as stdevp';

test.each(['stats', 'eventstats'])('%s of what was counted', async (command) => {
  const rows = await run(`| stats count as n by g user | ${command} ${STATISTICS} by g | dedup g | fields - n user`);
  const [x, y] = rows.map((row) => ({ ...row }));
  // The mean of 1, 2 and 4 is 7/3, the squares of the distances from it sum up to 14/3.
  expect(x).toEqual({
    g: 'x',
    sum: 7,
    avg: expect.closeTo(7 / 3, 12),
    var: expect.closeTo(7 / 3, 12),
    varp: expect.closeTo(14 / 9, 12),
    stdev: expect.closeTo(Math.sqrt(7 / 3), 12),
    stdevp: expect.closeTo(Math.sqrt(14 / 9), 12),
  });
  expect(y).toEqual({ g: 'y', sum: 1, avg: 1, var: 0, varp: 0, stdev: 0, stdevp: 0 });
});

test('without rows there are none', async () => {
  const [row] = await run(`| search g=z | stats count as n by user | stats ${STATISTICS}`);
  expect({ ...row }).toEqual({});
});
