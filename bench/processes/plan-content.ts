// Loads a content, plans every detection ahead of the data and writes its SQL: what bench/plan.ts measures.
import { tableName } from '../../src/engine/index.ts';
import { duckdb, emit } from '../../src/sql/index.ts';
import { plannedContent } from './planned.ts';

const { plans, refused } = await plannedContent(process.argv.slice(2));
for (const planned of plans.flat()) emit(planned, duckdb, tableName);
console.log(JSON.stringify({ planned: plans.length, refused }));
