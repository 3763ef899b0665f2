import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';
import { type BenchResult, inTurn, runProcess, type Timing } from './measure.ts';
import { evtxDump } from './peers.ts';

const EXAMPLE = fileURLToPath(new URL('../examples/logs/ts-02-sysmon.evtx', import.meta.url));
const KARST = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const FILE_HEADER_BYTES = 4096;
const COPIES = 60;
const EVENTS_PER_COPY = 802;
const RUNS = 5;

interface Subject {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

/**
 * What does a hunt with the seed detection cost, whole process, against reading the same EVTX file alone: by karst
 * (a count over all events) and by the Rust crate's evtx_dump (one thread, to JSON)? And what do the events of its
 * findings cost beside?
 */
export async function hunt(): Promise<readonly BenchResult[]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'karst-bench-'));
  try {
    const file = path.join(folder, 'large.evtx');
    const bytes = repeated(await readFile(EXAMPLE), COPIES);
    await writeFile(file, bytes);
    const peer = evtxDump()?.find(({ name }) => name.includes('jsonl'));
    const node = process.execPath;
    const subjects: Subject[] = [
      ...(peer === undefined ? [] : [{ name: peer.name, command: peer.command, args: peer.args(file) }]),
      { name: 'karst, reading alone', command: node, args: [KARST, 'search', 'index=main | stats count', file] },
      { name: 'karst hunt', command: node, args: [KARST, 'hunt', file, '--format', 'jsonl'] },
      { name: 'karst hunt --events', command: node, args: [KARST, 'hunt', file, '--events', '--format', 'jsonl'] },
    ];
    const timings = await inTurn(
      RUNS,
      subjects.map(({ command, args }) => ({ run: () => runProcess(command, args) })),
    );
    const skipped = peer === undefined ? [notMeasured('evtx_dump (Rust evtx)', 'it cannot be installed here')] : [];
    return [...skipped, ...subjects.map(({ name }, index) => result(name, timings, index, bytes.length))];
  } finally {
    await rm(folder, { recursive: true });
  }
}

const QUESTION = 'hunt with one detection over EVTX';

function result(subject: string, timings: readonly Timing[], index: number, sizeBytes: number): BenchResult {
  const [reference] = timings;
  const timing = timings[index];
  if (timing === undefined || reference === undefined) throw new Error('a subject without a timing');
  return {
    question: QUESTION,
    subject,
    ...timing,
    megabytesPerSecond: sizeBytes / 1e6 / timing.medianSeconds,
    eventsPerSecond: (COPIES * EVENTS_PER_COPY) / timing.medianSeconds,
    ...(index > 0 && { ratio: timing.medianSeconds / reference.medianSeconds }),
  };
}

function notMeasured(subject: string, skipped: string): BenchResult {
  return { question: QUESTION, subject, medianSeconds: 0, minSeconds: 0, maxSeconds: 0, runs: 0, skipped };
}

/** An EVTX file with the chunks of another one so many times. */
function repeated(file: Buffer, times: number): Buffer {
  const header = Buffer.from(file.subarray(0, FILE_HEADER_BYTES));
  const chunks = file.subarray(FILE_HEADER_BYTES);
  const count = (chunks.length / 65_536) * times;
  header.writeBigUInt64LE(BigInt(count - 1), 0x10);
  header.writeUInt16LE(count, 0x2a);
  header.writeUInt32LE(crc32(header.subarray(0, 0x78)), 0x7c);
  return Buffer.concat([header, ...Array.from({ length: times }, () => chunks)]);
}
