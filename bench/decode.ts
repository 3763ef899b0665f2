import { appendFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeChunk } from '../src/inputs/index.ts';
import { bundled } from './bundled.ts';
import { compare, type Missing, type Subject } from './compare.ts';
import { type BenchResult, runChecked } from './measure.ts';
import { evtxDump, type Peer, pypiEvtx } from './peers.ts';
import type { BenchContext, BenchSet } from './set.ts';
import { EVTX_CHUNK_BYTES, EVTX_HEADER_BYTES, evtxHeader } from './telemetry/evtx.ts';
import { writeTelemetry } from './telemetry/write.ts';

/** Long enough for the start of a process to weigh little, short enough for the header's 16-bit count of chunks. */
const LEAST_BYTES = 300_000_000;
const EVENTS = 200_000;
const LOGS = fileURLToPath(new URL('../../shared/logs/', import.meta.url));

/** How far we decode. What evtx_dump does is the text of each record: xml(). */
const DEPTHS = {
  records: 'karst: records, no value asked for',
  fields: 'karst: all fields',
  xml: 'karst: xml()',
};

interface Input {
  readonly name: string;
  readonly file: string;
  readonly sizeBytes: number;
  readonly events: number;
}

/**
 * How fast are EVTX files decoded? Whole processes over one large file, on one thread and on two; the reference of the
 * ratios is evtx_dump's XML on as many threads, or else ours.
 */
export const decode: BenchSet = {
  about: 'EVTX to records, against evtx_dump (Rust) and evtx of PyPI, on one thread and on two',
  minutes: 5,
  run: async (context) => {
    const results: BenchResult[] = [];
    for (const input of await inputs(context)) {
      for (const threads of [1, 2]) results.push(...(await decodeOn(threads, input, context)));
    }
    return results;
  },
};

async function decodeOn(threads: number, input: Input, { isQuick }: BenchContext): Promise<readonly BenchResult[]> {
  const { name, file, sizeBytes, events } = input;
  const size = `${Math.round(sizeBytes / 1e6)} MB, ${events.toLocaleString('en-US')} events`;
  const dump = evtxDump(threads);
  // What PyPI's does beside decoding is done on one thread.
  const python = threads === 1 ? pypiEvtx() : [];
  const peers = [...(dump ?? []), ...ours(threads), ...(python ?? [])].map(({ name: peer, command, args }): Subject => {
    return { name: peer, sizeBytes, events, run: () => runChecked(command, args(file)) };
  });
  const missing: Missing[] = [
    ...(dump === undefined ? [{ name: 'evtx_dump (Rust evtx)', skipped: 'cargo could not install it' }] : []),
    ...(python === undefined ? [{ name: 'PyPI evtx', skipped: 'pip could not install it' }] : []),
  ];
  const on = threads === 1 ? 'one thread' : `${threads} threads`;
  return compare(`decode: ${name}, ${size}, ${on}`, [...peers, ...missing], { runs: isQuick ? 1 : 5 });
}

function ours(threads: number): Peer[] {
  const decoder = bundled('processes/evtx-decode.ts');
  return Object.entries(DEPTHS).map(([what, name]) => ({
    name,
    command: process.execPath,
    args: (file) => [decoder, file, what, String(threads)],
  }));
}

/** Generated telemetry, and where they are at hand, all EVTX files of the corpus, whose chunks are not full. */
async function inputs({ folder, isQuick }: BenchContext): Promise<Input[]> {
  const file = path.join(folder, 'telemetry.evtx');
  const events = isQuick ? 4000 : EVENTS;
  const sizeBytes = await writeTelemetry(file, 'evtx', { events, seed: 1 });
  const corpus = existsSync(LOGS)
    ? readdirSync(LOGS, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.evtx'))
    : [];
  const files = corpus.map((name) => readFileSync(path.join(LOGS, name)));
  const made: Input = { name: 'generated telemetry', file, sizeBytes, events };
  const leastBytes = isQuick ? 1 : LEAST_BYTES;
  return files.length === 0 ? [made] : [made, joined(folder, 'logs of many machines', files, leastBytes)];
}

/** The chunks of all files, over and over, as one file. */
function joined(folder: string, name: string, files: readonly Uint8Array[], leastBytes: number): Input {
  const chunks = files.flatMap(chunksOf);
  const rounds = Math.ceil(leastBytes / (chunks.length * EVTX_CHUNK_BYTES));
  const file = path.join(folder, `${name.replaceAll(' ', '-')}.evtx`);
  writeFileSync(file, evtxHeader(files[0] ?? new Uint8Array(0), rounds * chunks.length));
  const body = Buffer.concat(chunks);
  for (let i = 0; i < rounds; i++) appendFileSync(file, body);
  const perRound = chunks.reduce((sum, chunk) => sum + decodeChunk(chunk, { path: name, offset: 0 }).records.length, 0);
  return { name, file, sizeBytes: statSync(file).size, events: rounds * perRound };
}

function chunksOf(file: Uint8Array): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = EVTX_HEADER_BYTES; at + EVTX_CHUNK_BYTES <= file.length; at += EVTX_CHUNK_BYTES) {
    const chunk = file.subarray(at, at + EVTX_CHUNK_BYTES);
    if (Buffer.from(chunk.subarray(0, 7)).toString('latin1') === 'ElfChnk') chunks.push(chunk);
  }
  return chunks;
}
