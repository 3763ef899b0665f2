import type { Dialect } from '../dialect.ts';
import { aggregates } from './aggregates.ts';
import { isCostly } from './costly.ts';
import { functions } from './functions.ts';
import { convert, identifier, nullOf, number, string, types } from './spelling.ts';
import { statements } from './statements.ts';

/** Names that no column has, for the reason given at `lambdaParameter`. */
const UNNESTED = { value: '"^value"', position: '"^place"' };

/** DuckDB 1.5. Relies on the macros of its prelude and on the functions of EXTERNAL_FUNCTIONS. */
export const duckdb: Dialect = {
  name: 'duckdb',
  identifier,
  string,
  number,
  booleans: { true: 'true', false: 'false' },
  types,
  nullOf,
  convert,
  // No column has this name: identifier() never leaves a lower-case letter behind a `^`.
  lambdaParameter: (depth) => `"^v${depth + 1}"`,
  lambda: (parameter, body) => `lambda ${parameter}: ${body}`,
  functions,
  isCostly,
  // Nothing that is volatile is moved; this costs 3 ns a row.
  held: (sql) => `CASE WHEN random() < 2 THEN ${sql} END`,
  aggregates,
  rowNumber: (over) => `CAST(row_number() ${over} AS DOUBLE)`,
  unnest: (list, keepsNull) => {
    const { value, position } = UNNESTED;
    const items = `SELECT unnest(${list}) AS ${value}, CAST(generate_subscripts(${list}, 1) AS DOUBLE) AS ${position}`;
    return keepsNull ? `LEFT JOIN LATERAL (${items}) AS item ON true` : `CROSS JOIN LATERAL (${items}) AS item`;
  },
  unnested: UNNESTED,
  rows: (count) => `range(${count}) AS series(index)`,
  rowIndex: 'CAST(series.index AS DOUBLE)',
  statements,
};
