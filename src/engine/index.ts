export type { LookupDefinition } from './lookups.ts';
export { openSession, type SearchTimes, type Session, type SessionOptions } from './session.ts';
export { tableName } from './tables.ts';
