import { expect, test } from 'vitest';
import { oneChunk } from '../bytes.ts';
import { unzstd } from './zstd.ts';

/** A frame that declares a window of 128 MB and holds raw blocks of one byte. Source: RFC 8878, section 3.1.1. */
function tinyBlocks(count: number): Buffer {
  const magicAndHeader = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 17 << 3]);
  const block = Buffer.from([1 << 3, 0, 0, 0x20]);
  const last = Buffer.from([(1 << 3) | 1, 0, 0, 0x20]);
  return Buffer.concat([magicAndHeader, ...Array.from({ length: count - 1 }, () => block), last]);
}

async function expandedBytes(stream: Buffer): Promise<number> {
  let sum = 0;
  for await (const chunk of unzstd(oneChunk(stream))) sum += chunk.length;
  return sum;
}

test('a few blocks of one byte in a large window are read', async () => {
  expect(await expandedBytes(tinyBlocks(10))).toBe(10);
});

test('blocks too small for their window are refused before they cost minutes', async () => {
  await expect(expandedBytes(tinyBlocks(1_000_000))).rejects.toMatchObject({
    code: 'IN007',
    message: 'zstd blocks that are too small for their window',
  });
});
