// Loads a content, plans every detection ahead of the data and writes its SQL: what bench/plan.ts measures.
import { loadContent } from '../dist/content/index.js';
import { tableName } from '../dist/engine/index.js';
import { openEnvironment, plan } from '../dist/language/index.js';
import { openCatalog } from '../dist/library/catalog.js';
import { searchParser } from '../dist/library/content.js';
import { contentLookups } from '../dist/library/lookups.js';
import { duckdb, emit } from '../dist/sql/index.js';

const content = await loadContent(process.argv.slice(2));
const parser = searchParser(content);
const catalog = { ...openCatalog(), ...contentLookups(content).catalog };
const counts = { planned: 0, refused: 0 };
for (const detection of content.detections) {
  try {
    const environment = openEnvironment({ now: 0, timezone: 'UTC', catalog });
    const planned = await plan(parser.parse(detection.search), environment);
    emit(planned, duckdb, tableName);
    counts.planned++;
  } catch (error) {
    if (typeof error?.code !== 'string') throw error;
    counts.refused++;
  }
}
if (counts.planned === 0) throw new Error('nothing was planned');
console.log(JSON.stringify(counts));
