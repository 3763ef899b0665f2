import { duckdb } from '../../src/sql/index.ts';

/** A shape of search and a statement that gives the same rows over the same tables. */
export interface Shape {
  readonly name: string;
  /** How many of the published detections have it. */
  readonly detections: number;
  readonly spl: string;
  /** The columns in the order of karst's; counts as DOUBLE, lists as VARCHAR[]. */
  readonly sql: string;
}

export const CTIME = 'convert timeformat="%Y-%m-%dT%H:%M:%S" ctime(firstTime) ctime(lastTime)';
export const TIMES = 'min(_time) as firstTime max(_time) as lastTime';

/** A time as ctime() writes it. */
export function written(time: string): string {
  return `strftime(make_timestamp(CAST(floor(${time}) AS BIGINT) * 1000000), '%Y-%m-%dT%H:%M:%S')`;
}

export const FIRST_LAST = `${written('min(_time)')}, ${written('max(_time)')}`;
export const PROCESSES = duckdb.identifier('dataset Endpoint.Processes');
export const FILES = duckdb.identifier('dataset Endpoint.Filesystem');
