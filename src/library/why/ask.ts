import type { Session } from '../../engine/index.ts';
import {
  type Plan,
  type Row,
  SAMPLE_HOST,
  SAMPLE_RAW,
  SAMPLE_TIME,
  SAMPLED,
  type Value,
} from '../../language/index.ts';
import type { Times } from '../times.ts';
import type { WhySample } from './result.ts';

/** What telling why needs of a run. */
export interface Asked {
  readonly session: Session;
  readonly times: Times;
}

/** The only row of a question; without columns where it has none. */
export async function answer(question: Plan, { session, times }: Asked): Promise<Row> {
  const [row] = await session.run(question, times);
  return row ?? {};
}

/** A figure of an answer: 0 where it is absent. */
export function figureOf(row: Row, name: string): number {
  return Number(row[name] ?? 0);
}

/** Characters of an event that are shown. */
const RAW_LENGTH = 200;

/** A row of a sample, whose fields have these names. */
export function sampleOf(row: Row, names: readonly string[]): WhySample {
  const { [SAMPLE_TIME]: time, [SAMPLE_HOST]: host, [SAMPLE_RAW]: raw } = row;
  const seconds = Number(time);
  return {
    ...(time !== undefined && Number.isFinite(seconds) && { time: seconds }),
    ...(host !== undefined && { host: textOf(host) }),
    values: Object.fromEntries(
      names.flatMap((name, at) => {
        const value = row[SAMPLED(at)];
        return value === undefined ? [] : [[name, value] as const];
      }),
    ),
    ...(raw !== undefined && { raw: beginning(textOf(raw)) }),
  };
}

/** Of Windows events the data: what stands before them is nearly the same in all. */
function beginning(raw: string): string {
  const data = raw.search(/<(?:EventData|UserData)\b/);
  return data === -1 ? raw.slice(0, RAW_LENGTH) : `…${raw.slice(data, data + RAW_LENGTH)}`;
}

function textOf(value: Value): string {
  return typeof value === 'object' ? value.join(' ') : String(value);
}
