import { describe, expect, test } from 'vitest';
import { sampleEvent } from '../../../test/support/evtx-samples.ts';
import { writeEvtx } from '../../../test/support/evtx-writer.ts';
import { Problem } from '../../shared/problem.ts';
import type { Skip } from '../record.ts';
import { isEvtx, readEvtx } from './file.ts';

const EVENTS = Array.from({ length: 25 }, (_, i) => sampleEvent([['Number', `${i + 1}`]]));
const NUMBERS = EVENTS.map((_, i) => `${i + 1}`);
/** Three chunks of ten, ten and five records. */
const FILE = Buffer.from(writeEvtx(EVENTS, { recordsPerChunk: 10 }));
const CUT_MESSAGE = 'the file ends in the middle of a chunk';

async function read(bytes: Uint8Array, partBytes = 1 << 20): Promise<{ numbers: string[]; skipped: Skip[] }> {
  async function* parts(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += partBytes) yield bytes.subarray(at, at + partBytes);
  }
  const numbers: string[] = [];
  const skipped: Skip[] = [];
  for await (const batch of readEvtx(parts(), 'x.evtx')) {
    numbers.push(...batch.records.map(({ event }) => event.data[0]?.[1] ?? '?'));
    skipped.push(...batch.skipped);
  }
  return { numbers, skipped };
}

test.each([1 << 20, 65_536, 1000, 7])('the records of all chunks, in parts of %i bytes', async (partBytes) => {
  expect(await read(FILE, partBytes)).toEqual({ numbers: NUMBERS, skipped: [] });
});

test('a file that begins otherwise is a Problem with its place', async () => {
  const error = await read(Buffer.from('PK\x03\x04 and so on')).catch((problem: unknown) => problem);
  expect(error).toBeInstanceOf(Problem);
  expect(error).toMatchObject({
    code: 'IN002',
    message: 'an EVTX file begins with ElfFile',
    details: { file: 'x.evtx', byteOffset: 0 },
  });
});

test('an empty file is one, too', async () => {
  await expect(read(Buffer.alloc(0))).rejects.toMatchObject({ code: 'IN002' });
});

describe('a damaged header is counted and reading goes on', () => {
  test('a wrong checksum', async () => {
    const file = Buffer.from(FILE);
    file.writeUInt8(99, 0x10);
    expect(await read(file)).toEqual({
      numbers: NUMBERS,
      skipped: [
        { reason: 'damaged file', path: 'x.evtx', byteOffset: 0, message: 'the checksum of the file header is wrong' },
      ],
    });
  });

  test('a header that is cut', async () => {
    const { skipped } = await read(FILE.subarray(0, 1000));
    expect(skipped).toMatchObject([{ reason: 'damaged file', message: 'the file ends in its header' }]);
  });
});

test('a file that was not closed is read whole, beyond the number of chunks that its header has', async () => {
  const file = Buffer.from(writeEvtx(EVENTS, { recordsPerChunk: 10, isDirty: true }));
  expect(file.readUInt16LE(0x2a)).toBe(1);
  expect(await read(file)).toEqual({ numbers: NUMBERS, skipped: [] });
});

test('a header alone is a log without events', async () => {
  expect(await read(writeEvtx([]))).toEqual({ numbers: [], skipped: [] });
});

test('a file that ends between records of a chunk', async () => {
  const lastChunk = 4096 + 2 * 65_536;
  const first = FILE.readUInt32LE(lastChunk + 512 + 4);
  const { numbers, skipped } = await read(FILE.subarray(0, lastChunk + 512 + first));
  expect(numbers).toEqual(NUMBERS.slice(0, 21));
  const byteOffset = lastChunk + 512 + first;
  expect(skipped).toEqual([{ reason: 'damaged file', path: 'x.evtx', byteOffset, message: CUT_MESSAGE }]);
});

test('a file that ends in the header of a chunk', async () => {
  const { numbers, skipped } = await read(FILE.subarray(0, 4096 + 2 * 65_536 + 100));
  expect(numbers).toEqual(NUMBERS.slice(0, 20));
  expect(skipped).toMatchObject([
    { reason: 'damaged chunk', message: 'the chunk ends in its header' },
    { reason: 'damaged file', message: CUT_MESSAGE },
  ]);
});

test('zeros that fill a file up are no damage', async () => {
  const file = Buffer.concat([FILE, Buffer.alloc(100_000)]);
  expect(await read(file)).toEqual({ numbers: NUMBERS, skipped: [] });
});

test('a damaged chunk costs itself alone', async () => {
  const file = Buffer.from(FILE);
  file.fill(0xee, 4096 + 65_536, 4096 + 2 * 65_536);
  const { numbers, skipped } = await read(file);
  expect(numbers).toEqual([...NUMBERS.slice(0, 10), ...NUMBERS.slice(20)]);
  expect(new Set(skipped.map(({ reason }) => reason))).toEqual(new Set(['damaged chunk', 'damaged record']));
  expect(skipped[0]?.byteOffset).toBe(4096 + 65_536);
});

test('recognition', () => {
  expect(isEvtx(FILE.subarray(0, 8))).toBe(true);
  expect(isEvtx(FILE.subarray(0, 7))).toBe(false);
  expect(isEvtx(Buffer.from('ElfChnk\0'))).toBe(false);
});
