import { decodeChunk, readEvtx, type WindowsEventRecord } from '../../src/inputs/index.ts';
import { Problem } from '../../src/shared/problem.ts';
import { sampleFiles } from '../support/evtx-samples.ts';
import { type Dice, seededDice } from '../support/examples/dice.ts';
import { type FuzzTarget, withinTime } from './fuzz-target.ts';

const FILE_HEADER_BYTES = 4096;
const CHUNK_BYTES = 65_536;
/** What the text of the records of one chunk may grow to: the reader's own bound is 32 Mi. */
const MAX_TEXT_PER_CHUNK = 2 ** 25;

const FILES = sampleFiles();

/** The readers of EVTX: whole files and single chunks. */
export const evtxTargets: readonly FuzzTarget[] = [
  { name: 'evtx file', run: (seed) => withinTime(() => runFile(mutate(FILES, seed))) },
  { name: 'evtx chunk', run: (seed) => withinTime(() => runChunk(mutate(FILES, seed))) },
];

/** A file damaged in one of several ways: cut, flipped bytes, spliced with another, numbers blown up, noise. */
export function mutate(files: readonly Uint8Array[], seed: number): Uint8Array {
  const dice = seededDice(seed);
  const bytes = Buffer.from(dice.pick(files));
  const steps: ((dice: Dice, bytes: Buffer) => Buffer)[] = [
    (d, b) => b.subarray(0, d.between(0, b.length)),
    (d, b) => times(d, 1, 60, b, () => b.writeUInt8(d.between(0, 255), d.between(0, b.length - 1))),
    (d, b) => times(d, 1, 8, b, () => b.writeUInt8(d.between(0, 255), place(d, b))),
    (d, b) => times(d, 1, 20, b, () => b.writeUInt16LE(d.pick([0, 1, 0x7fff, 0xffff]), place(d, b))),
    (d, b) => times(d, 1, 4, b, () => b.writeUInt32LE(d.pick([0, 0x7fff_ffff, 0xffff_ffff, 512, 600]), place(d, b))),
    (d, b) => splice(d, b, Buffer.from(d.pick(files))),
    (d, b) => b.fill(d.between(0, 255), place(d, b)),
    (d, b) => times(d, 500, 5000, b, () => b.writeUInt8(d.between(0, 255), place(d, b))),
  ];
  let mutated: Buffer = bytes;
  for (let round = dice.between(1, 3); round > 0 && mutated.length > 8; round--)
    mutated = dice.pick(steps)(dice, mutated);
  return mutated;
}

/** A place that is read: mostly in the first records and tables of a chunk. */
function place(dice: Dice, bytes: Buffer): number {
  const low = Math.min(dice.chance(90) ? FILE_HEADER_BYTES : 0, bytes.length - 4);
  return dice.between(Math.max(0, low), Math.max(0, Math.min(bytes.length - 4, low + dice.pick([700, 3000, 60_000]))));
}

function times(dice: Dice, low: number, high: number, bytes: Buffer, step: () => void): Buffer {
  for (let i = dice.between(low, high); i > 0; i--) step();
  return bytes;
}

function splice(dice: Dice, bytes: Buffer, other: Buffer): Buffer {
  const length = dice.between(1, 4000);
  other.copy(bytes, place(dice, bytes), place(dice, other), Math.min(other.length, place(dice, other) + length));
  return bytes;
}

async function runFile(bytes: Uint8Array): Promise<void> {
  try {
    for await (const { records } of readEvtx(parts(bytes), 'fuzz.evtx')) expectBounded(records);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
}

async function runChunk(bytes: Uint8Array): Promise<void> {
  const chunk = bytes.subarray(FILE_HEADER_BYTES, FILE_HEADER_BYTES + CHUNK_BYTES);
  expectBounded(decodeChunk(chunk, { path: 'fuzz.evtx', offset: FILE_HEADER_BYTES }).records);
}

function expectBounded(records: readonly WindowsEventRecord[]): void {
  let length = 0;
  for (const { event } of records) {
    const xml = event.xml();
    length += xml.length;
    // With its values asked for, an event makes its text of those and not of bytes.
    if (event.data.length >= 0 && event.xml() !== xml) throw new Error('the XML of an event changes');
  }
  if (length > MAX_TEXT_PER_CHUNK) throw new Error(`a chunk grew to ${length} characters`);
}

async function* parts(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 50_000) yield bytes.subarray(at, at + 50_000);
}
