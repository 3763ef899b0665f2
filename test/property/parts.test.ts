import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findLogs, type ReadOptions } from '../../src/inputs/index.ts';
import { sampleFiles } from '../support/evtx-samples.ts';
import { hostileText, type TextKind } from '../support/hostile-records.ts';
import { readInParts, readWhole } from '../support/read-in-parts.ts';
import { useScratch } from '../support/scratch.ts';

const scratch = useScratch('parts');

/** Short enough that records of all kinds are now and then too long. */
const MAX_RECORD_BYTES = fc.constantFrom(100, 300, 1000, 5000, 2 ** 20);

/** Parts of a few bytes in short files, else enough that a run stays short. */
function partBytes(fileBytes: number): fc.Arbitrary<number> {
  const least = Math.ceil(fileBytes / 40);
  return fc.integer({ min: least, max: least + 400 });
}

async function expectTheSame(bytes: Uint8Array, size: number, options: ReadOptions): Promise<void> {
  const file = path.join(scratch.folder(), 'log');
  await writeFile(file, bytes);
  const { files } = await findLogs([file]);
  for (const found of files) {
    const { parts, corrected, ...contents } = await readInParts(found, size, options);
    expect(contents, `${parts} parts, ${corrected} of them corrected`).toEqual(await readWhole(found, options));
  }
}

const HEADER = { kind: 'delimited', separator: ',', names: ['time', 'user', 'note'] } as const;
const LAYOUTS = [
  { kind: 'lines' },
  { kind: 'dated' },
  { kind: 'delimited', header: HEADER },
  { kind: 'directives' },
  { kind: 'begins', begins: (line: string) => line.startsWith('a') },
] as const;

describe('a file that is read in parts gives what it gives when it is read whole', () => {
  test.each<TextKind>(['json', 'windows-xml', 'text'])('%s', async (kind) => {
    const layouts = kind === 'text' ? fc.constantFrom(undefined, ...LAYOUTS) : fc.constant(undefined);
    const cases = hostileText(kind).chain((bytes) =>
      fc.tuple(fc.constant(bytes), partBytes(bytes.length), MAX_RECORD_BYTES, layouts),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ([bytes, size, maxRecordBytes, layout]) => {
        await expectTheSame(bytes, size, { maxRecordBytes, anyText: true, layoutFor: () => layout });
      }),
      { numRuns: 150 },
    );
  });

  test('evtx, also where it is damaged', async () => {
    const samples = sampleFiles();
    const cases = fc.record({
      sample: fc.nat(samples.length - 1),
      damages: fc.array(fc.record({ at: fc.nat(300_000), bytes: fc.uint8Array({ minLength: 1, maxLength: 300 }) }), {
        maxLength: 4,
      }),
      cut: fc.option(fc.nat(200_000)),
      zeros: fc.nat(100_000),
      size: fc.integer({ min: 1, max: 200_000 }),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ sample, damages, cut, zeros, size }) => {
        const whole = Buffer.from(samples[sample] ?? []);
        // A second time without its header: more chunks, whose numbers begin anew.
        const bytes = Buffer.concat([whole, whole.subarray(4096), Buffer.alloc(zeros)]).subarray(0, cut ?? undefined);
        for (const damage of damages) Buffer.from(damage.bytes).copy(bytes, Math.min(damage.at, bytes.length));
        await expectTheSame(bytes, size, {});
      }),
      { numRuns: 50 },
    );
  });
});
