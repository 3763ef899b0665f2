import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { exampleFiles } from '../support/examples/generate.ts';
import { ROOT } from './karst.ts';

const folder = path.join(ROOT, 'examples', 'logs');

/** Compressed bytes differ from one zlib to the next; what they hold does not. */
function contents(name: string, bytes: Uint8Array): Buffer {
  return name.endsWith('.gz') ? gunzipSync(bytes) : Buffer.from(bytes);
}

test('the committed example logs are what the generator writes: else run npm run examples', async () => {
  const files = await exampleFiles();
  expect(readdirSync(folder).sort()).toEqual([...files.keys()].sort());
  for (const [name, bytes] of files) {
    const committed = contents(name, readFileSync(path.join(folder, name)));
    expect(committed.equals(contents(name, bytes)), name).toBe(true);
  }
});

test('they are small', async () => {
  const sizes = [...(await exampleFiles()).values()].map((bytes) => bytes.length);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(2_000_000);
});
