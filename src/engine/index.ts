export { type BlockMaker, type EventBlocks, openBlockMaker } from './event-blocks.ts';
export { parseTime } from './functions/strptime.ts';
export type { LookupDefinition } from './lookups.ts';
export { openSession, type SearchTimes, type Session, type SessionOptions } from './session.ts';
export { openSessionSeries, type SessionSeries } from './session-series.ts';
export { tableName } from './tables.ts';
export { openTimeLimit, type TimeLimited } from './time-limit.ts';
