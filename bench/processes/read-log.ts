// Reads a log of a head and a block many times over, as a process of its own:
// read-log HEAD BLOCK TIMES inputs|events|elements|lines|JSON.parse
// stderr tells what it took: seconds of the processor, without the start of the process.
import { createReadStream, readFileSync } from 'node:fs';
import { createNormaliser, unwrapRecord } from '../../src/events/index.ts';
import { ExpansionGuard } from '../../src/inputs/archives/expansion.ts';
import type { LogRecord } from '../../src/inputs/index.ts';
import { limitsOf } from '../../src/inputs/options.ts';
import { readStream } from '../../src/inputs/read-stream.ts';

const CHUNK_BYTES = 512 * 1024;
const PATH = 'a.log';
const [head = '', block = '', times = '1', way = 'inputs'] = process.argv.slice(2);

/** In chunks of a size that readers of files get. There may be no head; a block that comes once may be of any size. */
async function* stream(): AsyncGenerator<Uint8Array> {
  if (head !== '') yield* chunksOf(readFileSync(head));
  if (times === '1') {
    yield* createReadStream(block, { highWaterMark: CHUNK_BYTES });
    return;
  }
  const body = readFileSync(block);
  for (let time = 0; time < Number(times); time++) yield* chunksOf(body);
}

function* chunksOf(bytes: Buffer): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield Buffer.from(bytes.subarray(at, at + CHUNK_BYTES));
}

/** The texts up to each mark: the least that has to be done to see every event. */
async function* texts(mark: Buffer): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of stream()) {
    const bytes = Buffer.concat([rest, chunk]);
    let from = 0;
    for (let at = bytes.indexOf(mark); at !== -1; at = bytes.indexOf(mark, from)) {
      yield bytes.toString('utf8', from, at);
      from = at + mark.length;
    }
    rest = bytes.subarray(from);
  }
}

async function* records(): AsyncGenerator<readonly LogRecord[]> {
  const limits = limitsOf();
  const place = { path: PATH, depth: 0 };
  for await (const batch of readStream(stream(), place, { limits, guard: new ExpansionGuard(limits) })) {
    if (batch.skipped.length > 0) throw new Error(JSON.stringify(batch.skipped[0]));
    yield batch.records;
  }
}

const WAYS: Readonly<Record<string, () => Promise<number>>> = {
  inputs: async () => {
    let events = 0;
    for await (const batch of records()) events += batch.length;
    return events;
  },
  events: async () => {
    const normalise = createNormaliser({});
    let events = 0;
    for await (const batch of records()) {
      for (const record of batch.flatMap(unwrapRecord)) {
        for (const value of normalise(record, PATH).fields.values()) if (value.length > 0) events += 0;
        events++;
      }
    }
    return events;
  },
  elements: async () => {
    let events = 0;
    for await (const text of texts(Buffer.from('</Event>'))) events += text.includes('<Event') ? 1 : 0;
    return events;
  },
  lines: async () => {
    let events = 0;
    for await (const _ of texts(Buffer.from('\n'))) events++;
    return events;
  },
  'JSON.parse': async () => {
    let events = 0;
    for await (const text of texts(Buffer.from('\n'))) events += typeof JSON.parse(text) === 'object' ? 1 : 0;
    return events;
  },
};

const before = process.cpuUsage();
const events = await WAYS[way]?.();
const { user, system } = process.cpuUsage(before);
console.error(JSON.stringify({ events, seconds: (user + system) / 1e6 }));
