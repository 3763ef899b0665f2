import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostileText, type TextKind } from '../../test/support/hostile-records.ts';
import type { RecordBatch } from './batch.ts';
import { readJson } from './json/read-json.ts';
import type { TextSource } from './read-text.ts';
import type { TextLayout } from './text/layout.ts';
import { readLines } from './text/read-lines.ts';
import { readXml } from './xml/read-xml.ts';

async function* piecesOf(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let count = 0; at < bytes.length; count++) {
    const size = sizes[count % sizes.length] ?? bytes.length;
    yield Buffer.from(bytes.subarray(at, at + size));
    at += size;
  }
}

async function contentsOf(batches: AsyncIterable<RecordBatch>): Promise<unknown> {
  const records: unknown[] = [];
  const skipped: unknown[] = [];
  for await (const batch of batches) {
    for (const record of batch.records) {
      records.push(record.kind === 'windows-event' ? [record.offset, record.isCut, record.event.xml()] : record);
    }
    skipped.push(...batch.skipped);
  }
  return { records, skipped };
}

const LAYOUTS: readonly TextLayout[] = [
  { kind: 'lines' },
  { kind: 'dated' },
  { kind: 'delimited', header: { kind: 'delimited', separator: ',', names: ['a', 'b', 'c'] } },
  { kind: 'directives' },
  { kind: 'begins', begins: (line) => line.startsWith('a') },
];

const READERS: Readonly<Record<TextKind, (source: TextSource, layout: TextLayout) => AsyncIterable<RecordBatch>>> = {
  json: readJson,
  'windows-xml': readXml,
  text: readLines,
};

test.each<TextKind>(['json', 'windows-xml', 'text'])('%s is the same in whatever pieces it comes', async (kind) => {
  const size = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 2000 }));
  const cases = fc.tuple(
    hostileText(kind),
    fc.array(size, { minLength: 1 }),
    fc.constantFrom(100, 300, 1000, 5000, 2 ** 20),
    fc.constantFrom(...LAYOUTS),
  );
  await fc.assert(
    fc.asyncProperty(cases, async ([text, sizes, maxRecordBytes, layout]) => {
      const read = (bytes: AsyncIterable<Uint8Array>) =>
        contentsOf(READERS[kind]({ path: 'x', bytes, encoding: 'utf-8', maxRecordBytes }, layout));
      expect(await read(piecesOf(text, sizes))).toEqual(await read(piecesOf(text, [])));
    }),
    { numRuns: 300 },
  );
});
