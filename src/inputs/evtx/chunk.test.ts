import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { sampleEvent } from '../../../test/support/evtx-samples.ts';
import { writeEvtx } from '../../../test/support/evtx-writer.ts';
import { type ChunkContent, decodeChunk } from './chunk.ts';
import { Decoder } from './decoder.ts';

const HEADER_BYTES = 512;

/** A chunk of records with the numbers 1, 2, 3 …, each with its number as data. */
function chunkOf(count: number): Buffer {
  const events = Array.from({ length: count }, (_, i) => sampleEvent([['Number', `number ${i + 1}`]]));
  return Buffer.from(writeEvtx(events).subarray(4096));
}

/** Where the record with that number starts. */
function recordAt(chunk: Buffer, number: number): number {
  let at = HEADER_BYTES;
  for (let i = 1; i < number; i++) at += chunk.readUInt32LE(at + 4);
  return at;
}

/** Corrects both checksums after a change that they should not tell of. */
function signed(chunk: Buffer): Buffer {
  chunk.writeUInt32LE(crc32(chunk.subarray(HEADER_BYTES, chunk.readUInt32LE(0x30))), 0x34);
  chunk.writeUInt32LE(crc32(chunk.subarray(0x80, HEADER_BYTES), crc32(chunk.subarray(0, 0x78))), 0x7c);
  return chunk;
}

/** Where a text stands in UTF-16; `indexOf` with an encoding would look at even places only. */
function placeOf(chunk: Buffer, text: string): number {
  return chunk.indexOf(Buffer.from(text, 'utf16le'));
}

function decode(chunk: Uint8Array, isDirty = false): ChunkContent {
  return decodeChunk(chunk, { path: 'x.evtx', offset: 4096, isDirty });
}

function numbers({ records }: ChunkContent): string[] {
  return records.map(({ event }) => event.data[0]?.[1].replace('number ', '') ?? '?');
}

function reasons({ skipped }: ChunkContent): string[] {
  return skipped.map(({ reason, message }) => `${reason}: ${message}`);
}

test('a sound chunk', () => {
  const content = decode(chunkOf(3));
  expect(numbers(content)).toEqual(['1', '2', '3']);
  expect(content.skipped).toEqual([]);
});

test('an unused chunk gives nothing', () => {
  expect(decode(new Uint8Array(65_536))).toEqual({ records: [], skipped: [] });
});

test('records decode although the checksum of the header is wrong, which is counted', () => {
  const chunk = chunkOf(3);
  chunk.writeUInt8(1, 0x40);
  const content = decode(chunk);
  expect(numbers(content)).toEqual(['1', '2', '3']);
  expect(content.skipped).toEqual([
    {
      reason: 'damaged chunk',
      path: 'x.evtx',
      byteOffset: 4096,
      message: 'the checksum of the chunk header is wrong',
    },
  ]);
});

test('records decode although the checksum of the records is wrong, which is counted', () => {
  const chunk = chunkOf(3);
  chunk.write('N', placeOf(chunk, 'number 2'), 'utf16le');
  const content = decode(chunk);
  expect(numbers(content)).toEqual(['1', 'Number 2', '3']);
  expect(reasons(content)).toEqual(['damaged chunk: the checksum of the records of the chunk is wrong']);
});

test('records decode although the magic of the chunk is gone', () => {
  const chunk = chunkOf(2);
  chunk.write('XXXX', 0);
  const content = decode(chunk);
  expect(numbers(content)).toEqual(['1', '2']);
  expect(reasons(content)).toContain('damaged chunk: the chunk does not begin with ElfChnk');
});

test('a record with broken binary XML costs itself alone', () => {
  const chunk = chunkOf(4);
  const at = recordAt(chunk, 2);
  chunk.writeUInt8(0x3f, at + 24);
  const content = decode(signed(chunk));
  expect(numbers(content)).toEqual(['1', '3', '4']);
  expect(content.skipped).toEqual([
    {
      reason: 'damaged record',
      path: 'x.evtx',
      byteOffset: 4096 + at,
      message: 'a damaged EVTX record: an unknown token 0x3f',
    },
  ]);
});

test('a record that defines a template is damaged behind the definition: those that use it are not', () => {
  const chunk = chunkOf(3);
  const text = placeOf(chunk, 'number 1');
  // The descriptor ahead of the only value of EventData says a size beyond the record.
  chunk.writeUInt16LE(0x7fff, text - 4);
  const content = decode(signed(chunk));
  expect(numbers(content)).toEqual(['2', '3']);
  expect(content.skipped).toHaveLength(1);
});

test.each([
  ['at its head', 4],
  ['at its end', -4],
])('a record whose size is wrong %s decodes and is counted', (_, place) => {
  const chunk = chunkOf(4);
  const at = place > 0 ? recordAt(chunk, 2) + place : recordAt(chunk, 3) + place;
  chunk.writeUInt32LE(77, at);
  const content = decode(signed(chunk));
  expect(numbers(content)).toEqual(['1', '2', '3', '4']);
  expect(reasons(content)).toEqual([expect.stringContaining('damaged record: the sizes at its ends differ')]);
});

test('a record without its magic is gone over to the next', () => {
  const chunk = chunkOf(3);
  chunk.writeUInt32LE(0, recordAt(chunk, 2));
  const content = decode(signed(chunk));
  expect(numbers(content)).toEqual(['1', '3']);
  expect(reasons(content)).toEqual(['damaged record: no record begins here']);
});

test('what an earlier use of the chunk left behind its records is not read', () => {
  const chunk = chunkOf(3);
  chunk.writeUInt32LE(recordAt(chunk, 3), 0x30);
  expect(numbers(decode(signed(chunk)))).toEqual(['1', '2']);
});

test('in a file that was not closed, records behind the end that the header names are read', () => {
  const chunk = chunkOf(5);
  chunk.writeUInt32LE(recordAt(chunk, 3), 0x30);
  expect(numbers(decode(signed(chunk), true))).toEqual(['1', '2', '3', '4', '5']);
});

test('even there, older records are left alone', () => {
  const chunk = chunkOf(5);
  chunk.writeUInt32LE(recordAt(chunk, 4), 0x30);
  chunk.writeBigUInt64LE(1n, recordAt(chunk, 4) + 8);
  chunk.writeBigUInt64LE(2n, recordAt(chunk, 5) + 8);
  const content = decode(signed(chunk), true);
  expect(numbers(content)).toEqual(['1', '2', '3']);
  expect(content.skipped).toEqual([]);
});

test('a record that is cut keeps the values that are there', () => {
  const whole = chunkOf(3);
  const cut = whole.subarray(0, placeOf(whole, 'number 3') + 6);
  const { records, skipped } = decode(cut);
  expect(records.map(({ isCut }) => isCut)).toEqual([false, false, true]);
  const last = records[2]?.event;
  expect(last?.system).toContainEqual(['EventRecordID', '3']);
  expect(last?.data).toEqual([['Number', 'num']]);
  expect(last?.xml()).toContain("<Data Name='Number'>num</Data></EventData></Event>");
  expect(skipped).toEqual([]);
});

test('a record that is cut in the definition of its own template keeps what is ahead of that', () => {
  const whole = chunkOf(1);
  const { records, skipped } = decode(whole.subarray(0, placeOf(whole, 'Number') - 4));
  expect(records.map(({ isCut }) => isCut)).toEqual([true]);
  expect(records[0]?.event.system).toContainEqual(['EventRecordID', '1']);
  expect(records[0]?.event.xml()).toMatch(/<\/System><EventData><Data.*<\/EventData><\/Event>$/);
  expect(skipped).toEqual([]);
});

test('a record that is cut ahead of its values is lost, and counted', () => {
  const { records, skipped } = decode(chunkOf(1).subarray(0, HEADER_BYTES + 30));
  expect(records).toEqual([]);
  expect(skipped).toMatchObject([{ reason: 'damaged record', byteOffset: 4096 + HEADER_BYTES }]);
});

test('a record without templates that is cut keeps the elements that are there', () => {
  const file = writeEvtx(
    [
      sampleEvent([
        ['a', 'one'],
        ['b', 'two'],
      ]),
    ],
    { useTemplates: false },
  );
  const chunk = Buffer.from(file.subarray(4096));
  const { records } = decode(chunk.subarray(0, placeOf(chunk, 'two') + 2));
  expect(records).toHaveLength(1);
  expect(records[0]?.event.data).toEqual([
    ['a', 'one'],
    ['b', 't'],
  ]);
});

test('a chunk of nothing but record magic ends', () => {
  const chunk = Buffer.alloc(65_536, Buffer.from([0x2a, 0x2a, 0, 0]));
  const { records, skipped } = decode(chunk);
  expect(records).toEqual([]);
  expect(skipped.length).toBeLessThan(1010);
  expect(skipped.at(-1)?.message).toBe('the rest of the chunk is not read: too much is damaged');
});

test('the records keep no hold of the bytes', () => {
  const chunk = chunkOf(2);
  const { records } = decode(chunk);
  const before = records.map(({ event }) => event.xml());
  chunk.fill(0xff);
  expect(records.map(({ event }) => event.xml())).toEqual(before);
});

test('records say the same whenever they are asked, and in whatever order', () => {
  const decoder = new Decoder();
  const [first, second] = [chunkOf(4), chunkOf(3)].map((bytes) =>
    decodeChunk(bytes, { path: 'x.evtx', offset: 0, decoder }).records.map(({ event }) => event),
  );
  const said = [...(second ?? []), ...(first ?? []).reverse()].map((event) => event.data[0]?.[1]);
  expect(said).toEqual(['1', '2', '3', '4', '3', '2', '1'].map((number) => `number ${number}`));
  const texts = (first ?? []).map((event) => /number \d/.exec(event.xml())?.[0]);
  expect(texts).toEqual(['4', '3', '2', '1'].map((number) => `number ${number}`));
});
