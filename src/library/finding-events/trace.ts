import type { Searching } from '../../engine/index.ts';
import {
  LINEAGE,
  LINEAGE_UNKNOWN,
  lineageEnvironment,
  type ParsedSearch,
  type PlanEnvironment,
  plan,
  type Row,
  type Value,
} from '../../language/index.ts';
import type { Times } from '../times.ts';

/** The events that a row was made of. */
export interface RowEvents {
  /** How many: LINEAGE_LIMIT stands for that and more. */
  readonly total: number;
  /** Ids of the first ones. */
  readonly ids: readonly string[];
}

/** A search that was run. */
export interface TracedSearch {
  readonly search: ParsedSearch;
  /** What it gave. */
  readonly rows: readonly Row[];
  readonly session: Searching;
  /** What it was planned in. */
  readonly environment: PlanEnvironment;
  readonly times: Times;
}

/**
 * The events of each row of a search, undefined where they are not known. It is run once more, this time keeping track;
 * the rows stay those of the first time.
 *
 * @param count ids that are kept of a row
 * @returns why nothing is known of any row, in words, where that is so
 * @throws Problem SPL1xx to SPL3xx and EN001 to EN004 as running it does
 */
export async function traceRows(
  traced: TracedSearch,
  count: number,
): Promise<readonly (RowEvents | undefined)[] | string> {
  const { search, rows, session, times } = traced;
  const environment = lineageEnvironment(traced.environment);
  const known = environment.withLineage(await plan(search, environment));
  const found: (RowEvents | undefined)[] = [];
  for await (const batch of session.stream(known, times)) {
    for (const { [LINEAGE]: ids, ...row } of batch) {
      if (!isSame(row, rows[found.length])) return CHANGED;
      const all = idsOf(ids);
      found.push(all[0] === LINEAGE_UNKNOWN ? undefined : { total: all.length, ids: all.slice(0, count) });
    }
  }
  return found.length === rows.length ? found : CHANGED;
}

const CHANGED = 'the search gave other rows when it was run a second time';

function idsOf(value: Value | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'object' ? value : [String(value)];
}

function isSame(a: Row, b: Row | undefined): boolean {
  return b !== undefined && JSON.stringify(a) === JSON.stringify(b);
}
