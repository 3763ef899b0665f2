import type { ValueType } from '../../language/index.ts';
import type { ColumnDefinition, JsonColumn, SessionSettings, Statements } from '../dialect.ts';
import { JSON_MACROS } from './json-places.ts';
import { MACROS, numberText } from './macros.ts';
import { encodeName, identifier, string, types } from './spelling.ts';

export const statements: Statements = {
  prelude: [...MACROS, ...JSON_MACROS],
  settings: ({ folder, memoryMb, threads }: SessionSettings) => [
    `SET memory_limit = ${string(`${memoryMb}MiB`)}`,
    `SET threads = ${threads}`,
    `SET temp_directory = ${string(`${folder}/spill`)}`,
    `SET allowed_directories = [${string(folder)}]`,
    // A checkpoint of tables in memory needs them all in memory at once, and failing at that ends the database.
    "SET checkpoint_threshold = '1TB'",
    'SET autoinstall_known_extensions = false',
    'SET autoload_known_extensions = false',
    'SET enable_external_access = false',
    // `sum(eval(0))` sums a constant in the order of its size.
    'SET GLOBAL order_by_non_integer_literal = true',
    // It makes a window over whole partitions a join of its input with itself, and so reads the tables twice.
    "SET GLOBAL disabled_optimizers = 'window_self_join'",
    'SET lock_configuration = true',
  ],
  createTable: (table, columns) => `CREATE TABLE ${identifier(table)} (${columns.map(define).join(', ')})`,
  addColumn: (table, column) => `ALTER TABLE ${identifier(table)} ADD COLUMN ${define(column)}`,
  widenColumn: (table, column) => {
    const name = identifier(column);
    return `ALTER TABLE ${identifier(table)} ALTER ${name} TYPE VARCHAR[] USING CASE WHEN ${name} IS NOT NULL THEN [${name}] END`;
  },
  textColumn: (table, column) => {
    const name = identifier(column);
    return `ALTER TABLE ${identifier(table)} ALTER ${name} TYPE VARCHAR USING ${numberText(name)}`;
  },
  jsonKey,
  appendJsonLines: (table, files, columns, maximumBytes) => {
    const names = columns.map(({ name }) => identifier(name)).join(', ');
    const values = columns.map(jsonValue).join(', ');
    const shape = columns.flatMap(({ name, written }) => {
      return written.map((type) => `${string(jsonKey(name, type))}: ${string(types[type])}`);
    });
    return `INSERT INTO ${identifier(table)} (${names}) SELECT ${values} FROM read_json([${files.map(string).join(', ')}],
  format = 'newline_delimited', columns = {${shape.join(', ')}}, maximum_object_size = ${maximumBytes})`;
  },
  createTableAs: (table, columns, query) => {
    const names = columns.map(({ name }) => identifier(name)).join(', ');
    return `CREATE TABLE ${identifier(table)} AS SELECT ${names} FROM (\n${query}\n) AS result(${names})`;
  },
  addPlaces: (places, table, line, order) => {
    const number = identifier(line);
    return `CREATE TABLE ${identifier(places)} AS
  SELECT ${number} AS line, row_number() OVER (ORDER BY ${order}) - 1 AS place FROM ${identifier(table)}`;
  },
  page: (places, table, line, columns, from, to) => {
    const names = columns.map(({ name }) => `kept.${identifier(name)}`).join(', ');
    return `SELECT ${names} FROM ${identifier(table)} AS kept
  JOIN (FROM ${identifier(places)} WHERE place >= ${from} AND place < ${to}) AS page ON kept.${identifier(line)} = page.line
  ORDER BY page.place`;
  },
  dropTable: (table) => `DROP TABLE IF EXISTS ${identifier(table)}`,
};

/** Encoded names have no `^` before these marks; a text, which most values are, has the shortest key. */
const KEY_MARKS: { readonly [T in ValueType]: string } = { text: '', number: '^#', multi: '^*', boolean: '^?' };

function jsonKey(column: string, type: ValueType): string {
  return encodeName(column) + KEY_MARKS[type];
}

/** What an object holds for a column, whichever of its keys it stands under, in the column's type. */
function jsonValue({ name, type, written }: JsonColumn): string {
  const values = written.map((from) => widened(`"${jsonKey(name, from).replaceAll('"', '""')}"`, from, type));
  return values.length === 1 ? (values[0] ?? '') : `coalesce(${values.join(', ')})`;
}

function widened(sql: string, from: ValueType, to: ValueType): string {
  if (from === to) return sql;
  const text = from === 'number' ? numberText(sql) : sql;
  return to === 'multi' ? `CASE WHEN ${sql} IS NOT NULL THEN [${text}] END` : text;
}

function define({ name, type }: ColumnDefinition): string {
  return `${identifier(name)} ${types[type]}`;
}
