// Reads logs, makes events of their records, and of these the rows that all detections of a content ask for, and keeps
// none: what a hunt does before it asks for any detection. As a process of its own: extract-columns THREADS CONTENT LOG...
// stderr tells what it took, without planning the content.
import { isMainThread, workerData } from 'node:worker_threads';
import { openEventRows } from '../../src/engine/event-rows.ts';
import { type Demand, demand } from '../../src/language/index.ts';
import { readEvents } from '../../src/library/read.ts';
import { emptyTally } from '../../src/library/tally.ts';
import { resolveTimes } from '../../src/library/times.ts';
import { plannedContent } from './planned.ts';
import { inWorkers } from './workers.ts';

/** What a thread reads. */
interface Task {
  readonly logs: readonly string[];
  readonly demand: Demand;
}

async function extract({ logs, demand: asked }: Task): Promise<void> {
  const rows = openEventRows(asked);
  let fields = 0;
  for await (const events of readEvents({ logs: { logs }, times: resolveTimes({}), run: {}, tally: emptyTally() })) {
    for (const event of events) for (const [, row] of rows.rowsOf(event)) fields += row.size;
  }
  if (fields === 0) throw new Error('no row was made');
}

/** Files are shared out in turn. */
async function extractInThreads(task: Task, threads: number): Promise<void> {
  const tasks = Array.from({ length: threads }, (_, thread): Task => {
    return { ...task, logs: task.logs.filter((_log, at) => at % threads === thread) };
  });
  await inWorkers(import.meta.url, tasks);
}

async function main(): Promise<void> {
  if (!isMainThread) return extract(workerData as Task);
  const [threads = '1', content = '', ...logs] = process.argv.slice(2);
  const { plans } = await plannedContent(content.split(','));
  const task = { logs, demand: demand(plans.flat()) };
  const [startMs, before] = [performance.now(), process.cpuUsage()];
  await (Number(threads) > 1 ? extractInThreads(task, Number(threads)) : extract(task));
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - startMs) / 1000;
  console.error(JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6 }));
}

await main();
