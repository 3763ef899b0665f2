export { type BlockMaker, type EventBlocks, openBlockMaker } from './event-blocks.ts';
export { parseTime } from './functions/strptime.ts';
export type { LookupDefinition } from './lookups.ts';
export type { Searching, SearchTimes } from './searching.ts';
export { openSession, type Session, type SessionOptions } from './session.ts';
export { openSessionSeries, type SessionSeries } from './session-series.ts';
export { tableName } from './tables.ts';
export { openTimeLimit, type TimeLimited } from './time-limit.ts';
