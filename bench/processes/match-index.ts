// Makes rows of events for the detections of contents, and tells what that took beside reading: match-index LOG CONTENT...
import { loadContent } from '../../src/content/index.ts';
import { openEventRows } from '../../src/engine/event-rows.ts';
import { demand, scanDemands } from '../../src/language/index.ts';
import { planAhead } from '../../src/library/candidates.ts';
import { contentLookups } from '../../src/library/lookups.ts';
import { contentModels } from '../../src/library/models.ts';
import { readEvents } from '../../src/library/read.ts';
import { emptyTally } from '../../src/library/tally.ts';
import { resolveTimes } from '../../src/library/times.ts';

const [log = '', ...paths] = process.argv.slice(2);
const times = resolveTimes({ now: 0 });
const content = await loadContent(paths);
const lookups = contentLookups(content);
const models = contentModels(content).ahead(times, lookups);
const candidates = await planAhead(content, times, lookups, models, () => undefined);
const searches = candidates.map(({ plans, begun }) => scanDemands(plans, begun));
const whole = demand(candidates.flatMap(({ plans }) => plans));

const before = process.cpuUsage();
const rows = openEventRows(whole, searches);
const { user, system } = process.cpuUsage(before);

let [microseconds, events, kept] = [0, 0, 0];
for await (const batch of readEvents({ logs: { logs: [log] }, times, run: {}, tally: emptyTally() })) {
  const start = process.cpuUsage();
  for (const event of batch) kept += rows.rowsOf(event).length;
  const took = process.cpuUsage(start);
  microseconds += took.user + took.system;
  events += batch.length;
}
console.error({ detections: candidates.length, events, kept, openedMs: (user + system) / 1e3 });
console.error(JSON.stringify({ seconds: microseconds / 1e6, cpuSeconds: microseconds / 1e6 }));
