import {
  COUNT,
  commonestKeys,
  figures,
  MATCHED,
  type Meeting,
  meetingCounts,
  PRESENT,
  type Row,
  SAMPLED,
  WITH_KEYS,
} from '../../language/index.ts';
import { type Asked, answer, figureOf } from './ask.ts';
import type { WhyKey, WhyKeys, WhySide } from './result.ts';

/** Keys shown of a side. */
const KEYS = 5;

/** How the rows of two sides met. */
export async function judgeKeys(meeting: Meeting, asked: Asked): Promise<Omit<WhyKeys, 'stage' | 'lookup'>> {
  const { left, right } = meeting;
  const met = await meeting.met(true);
  const counts = await answer(meetingCounts(met, left.keys), asked);
  const caseless = await meeting.met(false);
  const counted = await answer(meetingCounts(caseless, left.keys), asked);
  const unmatched = await asked.session.run(
    commonestKeys({ rows: met.rows, keys: left.keys }, KEYS, met.hit),
    asked.times,
  );
  return {
    left: await sideOf(left, asked),
    right: await sideOf(right, asked),
    matched: figureOf(counts, MATCHED),
    matchedCaseless: figureOf(counted, MATCHED),
    unmatched: unmatched.map((row) => keyOf(row, left.keys.length)),
  };
}

async function sideOf(side: Meeting['left'], asked: Asked): Promise<WhySide> {
  const { rows, keys } = side;
  const present = await answer(figures(rows, keys), asked);
  const counts = await answer(meetingCounts({ rows, hit: NOTHING }, keys), asked);
  const samples = await asked.session.run(commonestKeys(side, KEYS), asked.times);
  return {
    keys: keys.map(({ name }) => name),
    rows: figureOf(counts, COUNT),
    withKeys: figureOf(counts, WITH_KEYS),
    absent: keys.filter((_, at) => figureOf(present, PRESENT(at)) === 0).map(({ name }) => name),
    samples: samples.map((row) => keyOf(row, keys.length)),
  };
}

const NOTHING = { kind: 'Literal', value: null, type: 'text' } as const;

function keyOf(row: Row, keys: number): WhyKey {
  return { values: Array.from({ length: keys }, (_, at) => row[SAMPLED(at)] ?? ''), count: figureOf(row, COUNT) };
}
