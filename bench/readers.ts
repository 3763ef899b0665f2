import { mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { bundled } from './bundled.ts';
import { type BenchResult, inTurn, runProcess, type Timing } from './measure.ts';
import { evtxDump } from './peers.ts';
import { type Sample, samples } from './readers/samples.ts';

const MEGABYTE = 1e6;
const SIZE = 100 * MEGABYTE;
/** Memory that grows with the input shows in one run. */
const LARGE = Number(process.env['READERS_LARGE_MB'] ?? 2000) * MEGABYTE;
/** Fewer for a trial: `READERS_ONLY=XML READERS_RUNS=1 READERS_LARGE_MB=0 npm run bench -- readers`. */
const ONLY = process.env['READERS_ONLY'] ?? '';
const RUNS = Number(process.env['READERS_RUNS'] ?? 3);
const CHUNK_BYTES = 65_536;

/** A log that is a sample's block so many times. */
interface Log {
  readonly sample: Sample;
  readonly times: number;
  readonly sizeBytes: number;
  readonly events: number;
  readonly head: string;
  readonly block: string;
}

/**
 * How fast are logs of each format read, to records and to events with all of their fields? The reference of the ratios
 * reads the same bytes and takes no field out of them. Seconds are those of the processor, all threads together, so that
 * other work on the machine does not count. Memory must not grow between a log of 100 MB and one of 2 GB.
 */
export async function readers(): Promise<readonly BenchResult[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'karst-bench-readers-'));
  try {
    const results: BenchResult[] = [];
    for (const sample of samples().filter(({ format }) => format.includes(ONLY))) {
      console.error(`readers: ${sample.format}`);
      results.push(...(await compare(logOf(sample, SIZE, folder), folder)));
      if (LARGE > 0) results.push(...(await atLarge(logOf(sample, LARGE, folder))));
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function logOf(sample: Sample, sizeBytes: number, folder: string): Log {
  const times = Math.ceil((sizeBytes - sample.head.length) / sample.block.length);
  const [head, block] = [path.join(folder, 'head'), path.join(folder, 'block')];
  writeFileSync(head, sample.cut === 'evtx_dump' ? evtxHeader(sample, times) : sample.head);
  writeFileSync(block, sample.block);
  const size = sample.head.length + times * sample.block.length;
  return { sample, times, sizeBytes: size, events: times * sample.events, head, block };
}

async function compare(log: Log, folder: string): Promise<BenchResult[]> {
  const { cut, format } = log.sample;
  const dump = cut === 'evtx_dump' ? evtxDump()?.[0] : undefined;
  const reference = cut === 'evtx_dump' ? dump?.name : REFERENCES[cut];
  const file = dump === undefined ? '' : written(log, folder);
  const subjects = [
    ...(dump === undefined ? [] : [{ name: dump.name, run: () => runPeer(dump.command, dump.args(file)) }]),
    ...(cut === 'evtx_dump' ? [] : [{ name: REFERENCES[cut], run: () => readLog(log, cut) }]),
    { name: 'karst: records', run: () => readLog(log, 'inputs') },
    { name: 'karst: events, all fields', run: () => readLog(log, 'events') },
  ];
  const timings = await inTurn(RUNS, subjects, 0);
  const first = reference === undefined ? undefined : timings[0];
  const measured = subjects.map(({ name }, at) => result(log, name, timings[at], at > 0 ? first : undefined));
  if (reference !== undefined) return measured;
  const none = { medianSeconds: 0, minSeconds: 0, maxSeconds: 0, runs: 0 };
  const skipped = 'it cannot be installed here';
  return [{ question: questionOf(format, log.sizeBytes), subject: 'evtx_dump', ...none, skipped }, ...measured];
}

const REFERENCES = {
  elements: 'a scan for </Event>',
  lines: 'a split into lines',
  'JSON.parse': 'JSON.parse of each line',
} as const;

/** The same log twenty times as long: what matters is the memory. */
async function atLarge(log: Log): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const [way, subject] of [
    ['inputs', 'karst: records'],
    ['events', 'karst: events, all fields'],
  ] as const) {
    const [timing] = await inTurn(1, [{ run: () => readLog(log, way) }], 0);
    results.push(result(log, subject, timing, undefined));
  }
  return results;
}

function result(log: Log, subject: string, timing: Timing | undefined, reference: Timing | undefined): BenchResult {
  if (timing === undefined) throw new Error('a subject without a timing');
  return {
    question: questionOf(log.sample.format, log.sizeBytes),
    subject,
    ...timing,
    megabytesPerSecond: log.sizeBytes / MEGABYTE / timing.medianSeconds,
    eventsPerSecond: log.events / timing.medianSeconds,
    ...(reference !== undefined && { ratio: timing.medianSeconds / reference.medianSeconds }),
  };
}

function questionOf(format: string, sizeBytes: number): string {
  const size = sizeBytes < 1000 * MEGABYTE ? '100 MB' : '2 GB';
  return `readers: ${format}, ${size}`;
}

/** Building takes a tenth of a second, which is not measured. */
async function readLog({ head, block, times, events }: Log, way: string) {
  const args = [bundled('read-log.mjs'), head, block, String(times), way];
  const { exitCode, stderr, ...measured } = await runProcess(process.execPath, args);
  const told = /\{"events":(\d+),"seconds":([\d.]+)\}/.exec(stderr);
  if (exitCode !== 0 || told === null) throw new Error(`${args.join(' ')} ended with ${exitCode}: ${stderr}`);
  const isCut = way === 'lines';
  if (!isCut && Number(told[1]) !== events) throw new Error(`${way}: ${told[1]} events, and not ${events}`);
  return { ...measured, seconds: Number(told[2]) };
}

/** A whole process that tells nothing of itself: its start is in its time. */
async function runPeer(command: string, args: readonly string[]) {
  const { exitCode, stderr, ...measured } = await runProcess(command, args);
  if (exitCode !== 0) throw new Error(`${command} ended with ${exitCode}: ${stderr}`);
  const [user, system] = ['User', 'System'].map(
    (kind) => new RegExp(`${kind} time \\(seconds\\): ([\\d.]+)`).exec(stderr)?.[1],
  );
  return { ...measured, ...(user !== undefined && { seconds: Number(user) + Number(system) }) };
}

/** The log as a file, for a program that reads files. */
function written({ sample, head: _, times }: Log, folder: string): string {
  const file = path.join(folder, 'log.evtx');
  const to = openSync(file, 'w');
  writeSync(to, evtxHeader(sample, times));
  for (let time = 0; time < times; time++) writeSync(to, sample.block);
  return file;
}

/** The header of a file that has the block so many times. */
function evtxHeader({ head, block }: Sample, times: number): Buffer {
  const chunks = (block.length / CHUNK_BYTES) * times;
  const header = Buffer.from(head);
  header.writeBigUInt64LE(BigInt(chunks - 1), 0x10);
  header.writeUInt16LE(chunks, 0x2a);
  header.writeUInt32LE(crc32(header.subarray(0, 0x78)), 0x7c);
  return header;
}
