import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeChunk, readEvtx } from '../../src/inputs/index.ts';
import { Problem } from '../../src/shared/problem.ts';
import { evtxTargets } from './evtx-target.ts';

test.each(evtxTargets)('$name: 500 seeds, none of which does more than a Problem', async ({ run }) => {
  for (let seed = 0; seed < 500; seed++) {
    await run(seed).catch((error: unknown) => {
      throw new Error(`seed ${seed}`, { cause: error });
    });
  }
});

test('any bytes are records and skips', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => {
      for (const { event } of decodeChunk(bytes, { path: 'x', offset: 0 }).records) event.xml();
    }),
    { seed: 1, numRuns: 500 },
  );
});

test('any bytes behind a chunk header are records and skips', () => {
  const record = fc.uint8Array({ minLength: 60, maxLength: 2000 });
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 5 }), (records) => {
      const chunk = Buffer.concat([Buffer.alloc(512), ...records.map(framed)]);
      chunk.write('ElfChnk\0', 'latin1');
      const content = decodeChunk(chunk, { path: 'x', offset: 0 });
      for (const { event } of content.records) event.xml();
      expect(content.records.length + content.skipped.length).toBeGreaterThanOrEqual(records.length);
    }),
    { seed: 2, numRuns: 500 },
  );
});

test('any bytes as a file are a Problem, unless they begin as one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.boolean(), async (bytes, hasMagic) => {
      const file = Buffer.concat([Buffer.from(hasMagic ? 'ElfFile\0' : ''), bytes]);
      const read = drain(file);
      await (hasMagic ? expect(read).resolves.toBeGreaterThan(0) : expect(read).rejects.toBeInstanceOf(Problem));
    }),
    { seed: 3, numRuns: 200 },
  );
});

/** The bytes as the binary XML of a record with a sound header. */
function framed(binxml: Uint8Array): Buffer {
  const record = Buffer.alloc(28 + binxml.length);
  record.writeUInt32LE(0x2a2a, 0);
  record.writeUInt32LE(record.length, 4);
  record.set(binxml, 24);
  record.writeUInt32LE(record.length, record.length - 4);
  return record;
}

async function drain(bytes: Uint8Array): Promise<number> {
  let count = 0;
  async function* once(): AsyncGenerator<Uint8Array> {
    yield bytes;
  }
  for await (const { records, skipped } of readEvtx(once(), 'x')) count += records.length + skipped.length;
  return count;
}
