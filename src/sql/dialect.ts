import type { AggregateName, Expr, FunctionName, ValueType } from '../language/index.ts';

/** What a search fixes once and for all before it is emitted. */
export interface EmitOptions {
  /** What now() is, in epoch seconds. */
  readonly now: number;
  /** IANA name of the zone that times are read and written in. */
  readonly timezone: string;
}

/** A function that a dialect has no way to express, and why. */
export interface Unsupported {
  readonly unsupported: string;
}

export type Call = Extract<Expr, { kind: 'Call' }>;

/** A call of a function. `args` is the SQL of its arguments, each one safe to stand as an operand. */
export interface CallSite extends EmitOptions {
  readonly args: readonly string[];
  /** The arguments themselves, for functions that take literals or depend on types. */
  readonly exprs: readonly Expr[];
}

/** SQL of a call, safe to stand as an operand. */
export type Emit = (site: CallSite) => string;

/** An aggregate over a group or, with `over`, over a window. */
export interface AggregateSite {
  /** `isWhole`: it counts something, so that its sums are exact in any order. */
  readonly argument?: { readonly sql: string; readonly type: ValueType; readonly isWhole: boolean };
  readonly time?: string;
  readonly parameter?: number;
  /** Sort keys that give the order of the input, such as `"a" DESC NULLS LAST, "b"`; empty where order is open. */
  readonly order: string;
  /** The OVER clause of a window; empty for a group. */
  readonly over: string;
  /** The type that the result must have. */
  readonly type: ValueType;
}

export type EmitAggregate = (site: AggregateSite) => string;

/** The name and type of a column in a CREATE TABLE. */
export interface ColumnDefinition {
  readonly name: string;
  readonly type: ValueType;
}

/**
 * How one database spells what databases spell differently. All names and literals of a search reach SQL through
 * `identifier()`, `string()` and `number()`, none in any other way.
 */
export interface Dialect {
  readonly name: 'duckdb';
  /** A quoted name. Different names stay different, whatever the database does with letter case. */
  identifier(name: string): string;
  /** A text literal. A lone surrogate, which no database stores, becomes U+FFFD. */
  string(value: string): string;
  /** A literal of the type of numbers; NULL for what is not finite. */
  number(value: number): string;
  readonly booleans: { readonly true: string; readonly false: string };
  readonly types: { readonly [T in ValueType]: string };
  /** NULL of a type. */
  nullOf(type: ValueType): string;
  /** A value as another type: numbers as SPL prints them, a text as a list of one. */
  convert(sql: string, from: ValueType, to: ValueType): string;
  /** The name of a lambda's parameter, which no column can have. `depth` counts nested lambdas from 0. */
  lambdaParameter(depth: number): string;
  lambda(parameter: string, body: string): string;
  /** A forgotten function does not compile; an impossible one says why. */
  readonly functions: { readonly [F in FunctionName]: Emit | Unsupported };
  /** Whether a call is not to be worked out twice for a row. */
  isCostly(call: Call): boolean;
  /** An expression that the database works out where it stands, and writes out in no condition. */
  held(sql: string): string;
  readonly aggregates: { readonly [A in AggregateName]: EmitAggregate | Unsupported };
  /** The number of a row in its window, from 1. */
  rowNumber(over: string): string;
  /** A join to the values of a list, one row each: the two columns of `unnested`. */
  unnest(list: string, keepsNull: boolean): string;
  /** What `unnest` calls the values of a list and their places in it, from 1: names that no field has. */
  readonly unnested: { readonly value: string; readonly position: string };
  /** A FROM item with one row for each number below `count`, which `rowIndex` gives. */
  rows(count: number): string;
  readonly rowIndex: string;
  readonly statements: Statements;
}

/** Statements that the engine needs beside searches. */
export interface Statements {
  /** Brings a fresh database into the state that emitted SQL relies on; in order. */
  readonly prelude: readonly string[];
  /** Settings of a session that reads and writes files in one folder alone; in order, the last one locks them. */
  settings(options: SessionSettings): readonly string[];
  createTable(table: string, columns: readonly ColumnDefinition[]): string;
  addColumn(table: string, column: ColumnDefinition): string;
  /** Turns a text column into one of lists; each value becomes a list of one. */
  widenColumn(table: string, column: string): string;
  /** Turns a number column into text. */
  textColumn(table: string, column: string): string;
  /** The key under which objects that are appended hold a value of this type of a column. */
  jsonKey(column: string, type: ValueType): string;
  /** Appends the objects of newline-delimited JSON files; what an object lacks becomes NULL. */
  appendJsonLines(
    table: string,
    files: readonly string[],
    columns: readonly JsonColumn[],
    maximumBytes: number,
  ): string;
  /** Keeps the result of a search. */
  createTableAs(table: string, columns: readonly ColumnDefinition[], query: string): string;
  /** Keeps the places of a table's rows in an order, from 0, by the column that tells them apart. */
  addPlaces(places: string, table: string, line: string, order: string): string;
  /** The rows of the table from one place to before another, in their order. */
  page(
    places: string,
    table: string,
    line: string,
    columns: readonly ColumnDefinition[],
    from: number,
    to: number,
  ): string;
  dropTable(table: string): string;
}

/** A column of a table, and the types that values for it have in files of JSON lines, each under a key of its own. */
export interface JsonColumn extends ColumnDefinition {
  readonly written: readonly ValueType[];
}

export interface SessionSettings {
  readonly folder: string;
  readonly memoryMb: number;
  readonly threads: number;
}
