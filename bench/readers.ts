import { openSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { bundled } from './bundled.ts';
import { compare, result } from './compare.ts';
import { type BenchResult, inTurn, type Measured, runChecked } from './measure.ts';
import { evtxDump } from './peers.ts';
import { type Sample, samples } from './readers/samples.ts';
import type { BenchContext, BenchSet } from './set.ts';
import { EVTX_CHUNK_BYTES, evtxHeader } from './telemetry/evtx.ts';

const MEGABYTE = 1e6;
/** Memory that grows with the input shows in one run. */
const LARGE = Number(process.env['READERS_LARGE_MB'] ?? 2000) * MEGABYTE;
/** Fewer for a trial: `READERS_ONLY=XML READERS_RUNS=1 READERS_LARGE_MB=0 npm run bench -- readers`. */
const ONLY = process.env['READERS_ONLY'] ?? '';
const RUNS = Number(process.env['READERS_RUNS'] ?? 3);

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
export const readers: BenchSet = {
  about: 'logs of nine formats to records and to events, against programs that cut the same bytes into events',
  minutes: 25,
  run: (context) => read(samples(), context),
};

export const readXml: BenchSet = {
  about: '<Event> XML to records and to events, against a scan for </Event>',
  minutes: 2,
  run: (context) =>
    read(
      samples().filter(({ cut }) => cut === 'elements'),
      context,
    ),
};

export const readJson: BenchSet = {
  about: 'JSON of NXLog and Winlogbeat to records and to events, against JSON.parse of each line',
  minutes: 4,
  run: (context) =>
    read(
      samples().filter(({ format }) => /^(NXLog|Winlogbeat)/.test(format)),
      context,
    ),
};

async function read(all: readonly Sample[], context: BenchContext): Promise<readonly BenchResult[]> {
  const results: BenchResult[] = [];
  for (const sample of all.filter(({ format }) => format.includes(ONLY))) {
    results.push(
      ...(await compareReaders(logOf(sample, context.isQuick ? MEGABYTE : 100 * MEGABYTE, context), context)),
    );
    if (LARGE > 0 && !context.isQuick) results.push(...(await atLarge(logOf(sample, LARGE, context))));
  }
  return results;
}

function logOf(sample: Sample, sizeBytes: number, { folder }: BenchContext): Log {
  const times = Math.ceil((sizeBytes - sample.head.length) / sample.block.length);
  const [head, block] = [path.join(folder, 'head'), path.join(folder, 'block')];
  writeFileSync(head, sample.cut === 'evtx_dump' ? headerOf(sample, times) : sample.head);
  writeFileSync(block, sample.block);
  const size = sample.head.length + times * sample.block.length;
  return { sample, times, sizeBytes: size, events: times * sample.events, head, block };
}

async function compareReaders(log: Log, context: BenchContext): Promise<readonly BenchResult[]> {
  const { cut, format } = log.sample;
  const dump = cut === 'evtx_dump' ? evtxDump()?.[0] : undefined;
  const file = dump === undefined ? '' : written(log, context.folder);
  const { sizeBytes, events } = log;
  const subject = (name: string, run: () => Promise<Measured>) => ({ name, sizeBytes, events, run });
  const reference =
    cut !== 'evtx_dump'
      ? subject(REFERENCES[cut], () => readLog(log, cut))
      : dump === undefined
        ? { name: 'evtx_dump', skipped: 'it cannot be installed here' }
        : subject(dump.name, () => onProcessor(runChecked(dump.command, dump.args(file))));
  const subjects = [
    reference,
    subject('karst: records', () => readLog(log, 'inputs')),
    subject('karst: events, all fields', () => readLog(log, 'events')),
  ];
  return compare(questionOf(format, log.sizeBytes), subjects, { runs: context.isQuick ? 1 : RUNS, warmUps: 0 });
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
    results.push(result(questionOf(log.sample.format, log.sizeBytes), { name: subject, ...log }, timing));
  }
  return results;
}

function questionOf(format: string, sizeBytes: number): string {
  const size =
    sizeBytes < 1000 * MEGABYTE ? `${Math.round(sizeBytes / MEGABYTE)} MB` : `${Math.round(sizeBytes / 1e9)} GB`;
  return `readers: ${format}, ${size}`;
}

/** Building takes a tenth of a second, which is not measured. */
async function readLog({ head, block, times, events }: Log, way: string): Promise<Measured> {
  const args = [bundled('processes/read-log.ts'), head, block, String(times), way];
  const { stderr, ...measured } = await runChecked(process.execPath, args);
  const told = /\{"events":(\d+),"seconds":([\d.]+)\}/.exec(stderr);
  if (told === null) throw new Error(`${args.join(' ')} told nothing: ${stderr}`);
  const isCut = way === 'lines';
  if (!isCut && Number(told[1]) !== events) throw new Error(`${way}: ${told[1]} events, and not ${events}`);
  return { ...measured, seconds: Number(told[2]) };
}

/** A whole process that tells nothing of itself: its start is in its time. */
async function onProcessor(run: Promise<Measured>): Promise<Measured> {
  const measured = await run;
  return { ...measured, ...(measured.cpuSeconds !== undefined && { seconds: measured.cpuSeconds }) };
}

/** The log as a file, for a program that reads files. */
function written({ sample, head: _, times }: Log, folder: string): string {
  const file = path.join(folder, 'log.evtx');
  const to = openSync(file, 'w');
  writeSync(to, headerOf(sample, times));
  for (let time = 0; time < times; time++) writeSync(to, sample.block);
  return file;
}

/** The header of a file that has the block so many times. */
function headerOf({ head, block }: Sample, times: number): Buffer {
  return evtxHeader(head, (block.length / EVTX_CHUNK_BYTES) * times);
}
