import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { RecordBatch } from './batch.ts';
import type { Encoding } from './decode.ts';
import { readBytes } from './index.ts';
import { readJson } from './json/read-json.ts';
import type { TextSource } from './read-text.ts';
import type { LogRecord, Skip } from './record.ts';
import { readXml } from './xml/read-xml.ts';

type Reader = (source: TextSource) => AsyncGenerator<RecordBatch>;
type Chunks = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

const SYSTEM = '<System><EventID>1</EventID></System>';
const EVENT = `<Event>${SYSTEM}</Event>`;
const MEBIBYTE = 2 ** 20;
/** Far above what linear work takes here, far below what was seen of work that is not. */
const SECONDS = 10;

async function gather(batches: AsyncIterable<RecordBatch>): Promise<{ records: LogRecord[]; skipped: Skip[] }> {
  const records: LogRecord[] = [];
  const skipped: Skip[] = [];
  for await (const batch of batches) {
    records.push(...batch.records);
    skipped.push(...batch.skipped);
  }
  return { records, skipped };
}

function readChunks(read: Reader, chunks: Chunks, maxRecordBytes = MEBIBYTE, encoding: Encoding = 'utf-8') {
  return gather(read({ path: 'x', bytes: streamOf(chunks), encoding, maxRecordBytes }));
}

async function* streamOf(chunks: Chunks): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

function reasons(skipped: readonly Skip[]): string[] {
  return skipped.map(({ reason }) => reason);
}

describe('UserData does not swallow what follows', () => {
  test('an empty one', async () => {
    const text = `<Event>${SYSTEM}<UserData/></Event>\n${EVENT}`;
    const { records, skipped } = await readChunks(readXml, [Buffer.from(text)]);
    expect([records.map(({ isCut }) => isCut), skipped]).toEqual([[false, false], []]);
  });

  test('one that is cut', async () => {
    const text = `<Event>${SYSTEM}<UserData><a>\n${`${EVENT}\n`.repeat(1000)}`;
    const { records, skipped } = await readChunks(readXml, [Buffer.from(text)]);
    expect([records.length, records.filter(({ isCut }) => isCut).length, skipped]).toEqual([1001, 1, []]);
  });
});

describe('hostile text takes time in proportion to its length', () => {
  test.each([
    ['Events in UserData', readXml, `<Event>${SYSTEM}<UserData>${'<Event></Event>'.repeat(500_000)}`],
    ['closing tags that never close', readXml, `<Event>${'</Event '.repeat(1_000_000)}`],
    ['UserData opened over and over', readXml, `<Event>${SYSTEM}${'<UserData>'.repeat(800_000)}`],
    ['comments between events', readXml, `${EVENT}\n${'<!---->'.repeat(100_000)}x\n${EVENT}`],
    ['objects that never close', readJson, `${'{"a":[\n'.repeat(240)}${'1,'.repeat(8_000_000)}\n`],
  ] as const)(
    '%s',
    async (_, read, text) => {
      await readChunks(read, [Buffer.from(text)], 16 * MEBIBYTE);
    },
    SECONDS * 1000,
  );
});

describe('100 MB without an end are dropped as they come, and the next record is read', () => {
  test.each([
    ['inside an event', readXml, '<Event><System>', 'record too long', EVENT],
    ['inside CDATA', readXml, '<Event><![CDATA[', 'record too long', EVENT],
    ['inside an object', readJson, '{"a":"', 'record too long', '{"b":1}'],
    ['words', readJson, 'words', 'damaged record', '{"b":1}'],
  ] as const)('%s', async (_, read, begin, reason, next) => {
    const chunk = Buffer.alloc(65_536, 0x61);
    const before = process.memoryUsage().arrayBuffers;
    let peakBytes = 0;
    function* chunks(): Generator<Uint8Array> {
      yield Buffer.from(begin);
      for (let count = 0; count < 1600; count++) {
        yield chunk;
        peakBytes = Math.max(peakBytes, process.memoryUsage().arrayBuffers - before);
      }
      yield Buffer.from(`\n${next}`);
    }
    const { records, skipped } = await readChunks(read, chunks());
    expect(records).toHaveLength(1);
    expect(reasons(skipped)).toEqual([reason]);
    expect(peakBytes).toBeLessThan(40 * MEBIBYTE);
  });
});

test('offsets in UTF-16 count bytes of the file, wherever the text is let go of', async () => {
  const before = `\n${'日😀'.repeat(3000)}\n`;
  const bytes = Buffer.from(before + EVENT, 'utf16le');
  const chunks = Array.from({ length: Math.ceil(bytes.length / 1000) }, (_, i) =>
    bytes.subarray(i * 1000, i * 1000 + 1000),
  );
  const { records } = await readChunks(readXml, chunks, 500, 'utf-16le');
  expect(records.map(({ offset }) => offset)).toEqual([before.length * 2]);
});

test.each([8, 9, 10])('a byte order mark between objects may come in two pieces: %i', async (at) => {
  const bytes = Buffer.from('{"a":1}\n\uFEFF{"b":2}\n');
  const { records, skipped } = await readChunks(readJson, [bytes.subarray(0, at), bytes.subarray(at)]);
  expect([records.length, skipped]).toEqual([2, []]);
});

describe('what lies behind the end of a gzip', () => {
  const read = (...parts: Uint8Array[]) => gather(readBytes(Buffer.concat(parts), 'x'));

  test('zeros are padding', async () => {
    const { records, skipped } = await read(gzipSync(EVENT), Buffer.alloc(9000));
    expect([records.length, skipped]).toEqual([1, []]);
  });

  test('a member behind zeros is not read, and counted', async () => {
    const { records, skipped } = await read(gzipSync(EVENT), Buffer.alloc(512), gzipSync(EVENT));
    expect([records.length, reasons(skipped)]).toEqual([1, ['damaged archive']]);
  });

  test('so it is in a later piece of the stream', async () => {
    const { skipped } = await read(gzipSync(EVENT), Buffer.alloc(9000), Buffer.from('words'));
    expect(reasons(skipped)).toEqual(['damaged archive']);
  });
});
