import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse, plan, type Row } from '../language/index.ts';
import { openSession, type Session } from './session.ts';

let session: Session;
beforeAll(async () => {
  session = await openSession();
});
afterAll(() => session.close());

async function run(spl: string): Promise<readonly Row[]> {
  const rows = await session.run(await plan(parse(spl, { hasInput: true }), session.environment()));
  await session.dropStages();
  return rows;
}

const EVENT = fc.record(
  {
    _time: fc.integer({ min: 0, max: 40 }).map((time) => time / 2),
    _raw: fc.constantFrom('one', 'two\nlines', ''),
    host: fc.constantFrom('a', 'b', 'c'),
    n: fc.integer({ min: 0, max: 3 }),
    user: fc.constantFrom('u', 'v', 'A'),
  },
  { requiredKeys: [] },
);

/** With two fields of the same values transactions are put together row by row, with one by the database's windows. */
const OPTIONS = [
  '',
  'maxpause=2s',

  'maxevents=2',
  'maxpause=3s maxevents=100',
  'connected=false maxpause=1s',
];
const SHOWN = 'table _time host n user _raw duration eventcount closed_txn linecount';

test('transactions of one field are the same however they are found', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(EVENT, { minLength: 1, maxLength: 25 }),
      fc.constantFrom(...OPTIONS),
      async (events, options) => {
        await session.declare({ kind: 'input' }, []);
        await session.loadInput(events.map((event) => ({ ...event, ...(event.host && { twin: event.host }) })));
        await session.finishLoading();
        const quick = await run(`| transaction host ${options} | ${SHOWN}`);
        const slow = await run(`| transaction host twin ${options} | ${SHOWN}`);
        expect(quick).toEqual(slow);
      },
    ),
    { numRuns: 60 },
  );
}, 120_000);
