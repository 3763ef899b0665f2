import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBDataChunk, DuckDBInstance, VARCHAR } from '@duckdb/node-api';
import { compare } from './compare.ts';
import type { BenchResult } from './measure.ts';
import type { BenchContext, BenchSet } from './set.ts';

const FIELDS = 30;
const ROWS = 20_000;

/**
 * How fast do rows get into the database? Files of JSON lines that the database reads, files of CSV, and the client's
 * appender by chunks; rows of 30 texts in a table of 30 columns, and in one of 300, as events of many sources make it.
 */
export const load: BenchSet = {
  about: 'rows into the database as JSON lines, against CSV and the appender',
  minutes: 1,
  run: async (context) => {
    const instance = await DuckDBInstance.create(':memory:');
    try {
      const connection = await instance.connect();
      const narrow = await measure(30, connection, context);
      const wide = await measure(300, connection, context);
      connection.closeSync();
      return [...narrow, ...wide];
    } finally {
      instance.closeSync();
    }
  },
};

/** A table's columns, and rows of as many texts as FIELDS in some of them; null is absent. */
interface Shape {
  readonly names: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

function shapeOf(columns: number, count: number): Shape {
  const names = Array.from({ length: columns }, (_, index) => `c${index}`);
  const kinds = columns / FIELDS;
  const rows = Array.from({ length: count }, (_, row) => {
    const first = (row % kinds) * FIELDS;
    return names.map((_name, column) => {
      const isSet = column >= first && column < first + FIELDS;
      return isSet ? `value ${(row * 7 + column * 13) % 997} of C:\\Windows\\"x" ${row % 50}` : null;
    });
  });
  return { names, rows };
}

type Way = (connection: DuckDBConnection, shape: Shape, folder: string) => Promise<void>;

const jsonLines: Way = async (connection, { names, rows }, folder) => {
  const file = join(folder, 'rows.jsonl');
  const lines = rows.map((row) => {
    const entries = row.flatMap((value, index) => (value === null ? [] : [`"c${index}":${JSON.stringify(value)}`]));
    return `{${entries.join(',')}}\n`;
  });
  writeFileSync(file, lines.join(''));
  const shape = names.map((name) => `${name}: 'VARCHAR'`).join(', ');
  await connection.run(
    `INSERT INTO t SELECT * FROM read_json('${file}', format = 'newline_delimited', columns = {${shape}}, maximum_object_size = 1048576)`,
  );
};

const csv: Way = async (connection, { names, rows }, folder) => {
  const file = join(folder, 'rows.csv');
  writeFileSync(
    file,
    rows
      .map((row) => `${row.map((value) => (value === null ? '' : `"${value.replaceAll('"', '""')}"`)).join(',')}\n`)
      .join(''),
  );
  const shape = names.map((name) => `${name}: 'VARCHAR'`).join(', ');
  await connection.run(
    `INSERT INTO t SELECT * FROM read_csv('${file}', header = false, quote = '"', escape = '"', columns = {${shape}})`,
  );
};

const appender: Way = async (connection, { names, rows }) => {
  const target = await connection.createAppender('t');
  for (let from = 0; from < rows.length; from += 2048) {
    const chunk = DuckDBDataChunk.create(names.map(() => VARCHAR));
    chunk.setRows(rows.slice(from, from + 2048));
    target.appendDataChunk(chunk);
  }
  target.closeSync();
};

async function measure(
  columns: number,
  connection: DuckDBConnection,
  { folder, isQuick }: BenchContext,
): Promise<readonly BenchResult[]> {
  const rows = isQuick ? 500 : ROWS;
  const shape = shapeOf(columns, rows);
  const table = shape.names.map((name) => `${name} VARCHAR`).join(', ');
  const subjects = Object.entries({ 'JSON lines': jsonLines, CSV: csv, appender }).map(([name, way]) => ({
    name,
    events: rows,
    run: async () => {
      await connection.run(`CREATE OR REPLACE TABLE t (${table})`);
      await way(connection, shape, folder);
      return undefined;
    },
  }));
  return compare(`load: ${rows} rows of ${FIELDS} texts into ${columns} columns`, subjects, { runs: isQuick ? 1 : 5 });
}
