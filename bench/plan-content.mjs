// Loads a content, plans every detection ahead of the data and writes its SQL: what bench/plan.ts measures.
import { loadContent } from '../src/content/index.ts';
import { tableName } from '../src/engine/index.ts';
import { openEnvironment, plan } from '../src/language/index.ts';
import { openCatalog } from '../src/library/catalog.ts';
import { searchParser } from '../src/library/content.ts';
import { contentLookups } from '../src/library/lookups.ts';
import { duckdb, emit } from '../src/sql/index.ts';

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
