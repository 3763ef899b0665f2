export type { TableNames } from './context.ts';
export type {
  ColumnDefinition,
  Dialect,
  EmitOptions,
  JsonColumn,
  SessionSettings,
  Statements,
  Unsupported,
} from './dialect.ts';
export { dialectByName } from './dialects.ts';
export { duckdb } from './duckdb/duckdb.ts';
export { EXTERNAL_FUNCTIONS, type ExternalFunction, type ExternalName } from './duckdb/external.ts';
export { type EmittedPages, type EmittedQuery, emit, emitPages, emitTable } from './emit.ts';
