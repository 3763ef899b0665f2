// Decodes one EVTX file, as a process of its own: evtx-decode FILE records|fields|xml [THREADS]
import { createReadStream } from 'node:fs';
import { isMainThread, workerData } from 'node:worker_threads';
import { type FilePart, findLogs, type LogRecord, partsOf, readEvtx, readPart } from '../../src/inputs/index.ts';
import { inWorkers } from './workers.ts';

const MOST_PART_BYTES = 8 * 2 ** 20;

/** What a thread decodes. */
interface Task {
  readonly parts: readonly FilePart[];
  readonly what: string;
}

/** The characters of what is asked for of some records, and one for each record. */
function charactersOf(records: readonly LogRecord[], what: string): number {
  let characters = 0;
  for (const record of records) {
    if (record.kind !== 'windows-event') throw new Error('an EVTX file has events of Windows');
    const { event } = record;
    characters += 1;
    if (what === 'xml') characters += event.xml().length;
    if (what !== 'fields') continue;
    for (const [, text] of event.system) characters += text.length;
    for (const [, , text] of event.attributes) characters += text.length;
    for (const [, text] of event.data) characters += text.length;
  }
  return characters;
}

async function decodeFile(file: string, what: string): Promise<void> {
  let characters = 0;
  for await (const { records } of readEvtx(createReadStream(file, { highWaterMark: 1 << 20 }), file)) {
    characters += charactersOf(records, what);
  }
  if (characters === 0) throw new Error(`${file} holds no events`);
}

async function decodeParts({ parts, what }: Task): Promise<void> {
  let characters = 0;
  for (const part of parts) {
    for await (const { records } of readPart(part)) characters += charactersOf(records, what);
  }
  if (characters === 0) throw new Error('the parts hold no events');
}

async function decodeInThreads(file: string, what: string, threads: number): Promise<void> {
  const { files } = await findLogs([file]);
  const parts = (
    await Promise.all(files.map((found) => partsOf(found, Math.min(MOST_PART_BYTES, found.sizeBytes / threads))))
  ).flat();
  const tasks = Array.from({ length: threads }, (_, thread): Task => {
    return { what, parts: parts.filter((_part, at) => at % threads === thread) };
  });
  await inWorkers(import.meta.url, tasks);
}

async function main(): Promise<void> {
  if (!isMainThread) return decodeParts(workerData as Task);
  const [file = '', what = 'fields', threads = '1'] = process.argv.slice(2);
  return Number(threads) > 1 ? decodeInThreads(file, what, Number(threads)) : decodeFile(file, what);
}

await main();
