import type { Dialect } from '../dialect.ts';
import { aggregates } from './aggregates.ts';
import { functions } from './functions.ts';
import { convert, identifier, nullOf, number, string, types } from './spelling.ts';
import { statements } from './statements.ts';

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
  aggregates,
  rowNumber: (over) => `CAST(row_number() ${over} AS DOUBLE)`,
  unnest: (list, alias, keepsNull) => {
    // Named outside the SELECT: inside, a name would hide a column that is called the same.
    const items = `SELECT unnest(${list}), CAST(generate_subscripts(${list}, 1) AS DOUBLE)`;
    const values = `LATERAL (${items}) AS ${alias}(value, position)`;
    return keepsNull ? `LEFT JOIN ${values} ON true` : `CROSS JOIN ${values}`;
  },
  rows: (count) => `range(${count}) AS series(index)`,
  rowIndex: 'CAST(series.index AS DOUBLE)',
  statements,
};
