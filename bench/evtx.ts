import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';
import { decodeChunk } from '../src/inputs/index.ts';
import { exampleFiles } from '../test/support/examples/generate.ts';
import { bundled } from './bundled.ts';
import { type BenchResult, inTurn, runProcess } from './measure.ts';
import { evtxDump, type Peer, pypiEvtx } from './peers.ts';

const FILE_HEADER_BYTES = 4096;
const CHUNK_BYTES = 65_536;
/** Long enough for the start of a process to weigh little, short enough for the header's 16-bit count of chunks. */
const LEAST_BYTES = 300_000_000;
const RUNS = 5;
const here = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

interface Input {
  readonly name: string;
  readonly file: string;
  readonly sizeBytes: number;
  readonly events: number;
}

/**
 * How fast are EVTX files decoded? Whole processes over one large file, one thread each; the reference of the ratios is evtx_dump's
 * XML, or else ours.
 */
export async function evtx(): Promise<readonly BenchResult[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'karst-bench-evtx-'));
  try {
    const results: BenchResult[] = [];
    for (const input of await inputs(folder)) results.push(...(await compare(input)));
    return results;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function compare({ name, file, sizeBytes, events }: Input): Promise<BenchResult[]> {
  const question = `evtx: decode ${name}, ${Math.round(sizeBytes / 1e6)} MB, ${events.toLocaleString('en-US')} events`;
  const dump = evtxDump();
  const python = pypiEvtx();
  const peers = [...(dump ?? []), ...ours(), ...(python ?? [])];
  const timings = await inTurn(
    RUNS,
    peers.map(({ command, args }) => ({ run: () => process(command, args(file)) })),
  );
  const reference = timings[0]?.medianSeconds ?? 1;
  const measured = peers.flatMap((peer, i): BenchResult[] => {
    const timing = timings[i];
    if (timing === undefined) return [];
    return [
      {
        question,
        subject: peer.name,
        ...timing,
        megabytesPerSecond: sizeBytes / 1e6 / timing.medianSeconds,
        eventsPerSecond: events / timing.medianSeconds,
        ...(i > 0 && { ratio: timing.medianSeconds / reference }),
      },
    ];
  });
  return [
    ...measured,
    ...(dump === undefined ? [missing(question, 'evtx_dump (Rust evtx)', 'cargo could not install it')] : []),
    ...(python === undefined ? [missing(question, 'PyPI evtx', 'pip could not install it')] : []),
  ];
}

function ours(): Peer[] {
  const decoder = bundled('evtx-decode.mjs');
  return ['fields', 'xml'].map((what) => ({
    name: what === 'xml' ? 'karst: all fields, and xml()' : 'karst: all fields',
    command: globalThis.process.execPath,
    args: (file) => [decoder, file, what],
  }));
}

async function process(command: string, args: readonly string[]): Promise<{ readonly peakMegabytes?: number }> {
  const { exitCode, stderr, ...measured } = await runProcess(command, args);
  if (exitCode !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${exitCode}: ${stderr}`);
  return measured;
}

function missing(question: string, subject: string, skipped: string): BenchResult {
  return { question, subject, medianSeconds: 0, minSeconds: 0, maxSeconds: 0, runs: 0, skipped };
}

/** A log whose chunks are full, and where they are at hand, all EVTX files of the corpus, whose chunks are not. */
async function inputs(folder: string): Promise<Input[]> {
  const example = (await exampleFiles()).get('ts-02-sysmon.evtx');
  if (example === undefined) throw new Error('the example log in EVTX is missing');
  const logs = here('../../shared/logs/');
  const corpus = existsSync(logs)
    ? readdirSync(logs, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.evtx'))
    : [];
  return [
    joined(folder, 'a Sysmon log', [example]),
    ...(corpus.length === 0
      ? []
      : [
          joined(
            folder,
            'logs of many machines',
            corpus.map((file) => readFileSync(path.join(logs, file))),
          ),
        ]),
  ];
}

/** The chunks of all files, over and over, as one file. */
function joined(folder: string, name: string, files: readonly Uint8Array[]): Input {
  const chunks = files.flatMap(chunksOf);
  const round = chunks.length * CHUNK_BYTES;
  const rounds = Math.ceil(LEAST_BYTES / round);
  const header = Buffer.from(files[0]?.subarray(0, FILE_HEADER_BYTES) ?? []);
  header.writeBigUInt64LE(BigInt(rounds * chunks.length - 1), 0x10);
  header.writeUInt16LE(rounds * chunks.length, 0x2a);
  header.writeUInt32LE(0, 0x78);
  header.writeUInt32LE(crc32(header.subarray(0, 0x78)), 0x7c);
  const file = path.join(folder, `${name.replaceAll(' ', '-')}.evtx`);
  writeFileSync(file, header);
  const body = Buffer.concat(chunks);
  for (let i = 0; i < rounds; i++) appendFileSync(file, body);
  const perRound = chunks.reduce((sum, chunk) => sum + decodeChunk(chunk, { path: name, offset: 0 }).records.length, 0);
  return { name, file, sizeBytes: statSync(file).size, events: rounds * perRound };
}

function chunksOf(file: Uint8Array): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = FILE_HEADER_BYTES; at + CHUNK_BYTES <= file.length; at += CHUNK_BYTES) {
    const chunk = file.subarray(at, at + CHUNK_BYTES);
    if (Buffer.from(chunk.subarray(0, 7)).toString('latin1') === 'ElfChnk') chunks.push(chunk);
  }
  return chunks;
}
