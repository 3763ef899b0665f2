import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { findLogs, readLogs, unzip } from '../../src/inputs/index.ts';
import { type Contents, readInParts, readWhole } from '../support/read-in-parts.ts';
import { useScratch } from '../support/scratch.ts';

const LOGS = fileURLToPath(new URL('../../../shared/logs/', import.meta.url));
const EVTX_HEADER_BYTES = 4096;

const scratch = useScratch('parts');

async function largest(ending: string, count: number): Promise<readonly string[]> {
  const { files } = await findLogs([LOGS]);
  const found = files.filter((file) => file.path.endsWith(ending)).sort((a, b) => b.sizeBytes - a.sizeBytes);
  return found.slice(0, count).map((file) => file.path);
}

/** The first header, and the chunks of all. */
async function evtx(): Promise<Buffer> {
  const files = await Promise.all((await largest('.evtx', 12)).map((file) => readFile(file)));
  return Buffer.concat(files.map((bytes, index) => (index === 0 ? bytes : bytes.subarray(EVTX_HEADER_BYTES))));
}

async function xml(): Promise<Buffer> {
  const texts: string[] = [];
  const { files } = await findLogs(await largest('.evtx', 40));
  for await (const { records } of readLogs(files)) {
    for (const record of records) if (record.kind === 'windows-event') texts.push(`${record.event.xml()}\n`);
  }
  return Buffer.from(texts.join(''));
}

async function json(): Promise<Buffer> {
  const members: Uint8Array[] = [];
  for (const archive of await largest('.zip', 2)) {
    for await (const member of unzip(archive)) {
      if (member.kind !== 'file' || !member.name.endsWith('.json')) continue;
      for await (const bytes of member.bytes) members.push(bytes);
    }
  }
  return Buffer.concat(members);
}

/** Too much to be compared as it is. */
function digest({ records, skipped, bytesRead }: Contents): unknown {
  const hash = createHash('sha256');
  for (const record of records) hash.update(JSON.stringify(record));
  return { records: records.length, hash: hash.digest('hex'), skipped, bytesRead };
}

describe.skipIf(!existsSync(LOGS))('real logs in parts of 64 KiB and 1 MiB give what they give whole', () => {
  test.each([
    ['EVTX', evtx],
    ['events as XML', xml],
    ['JSON', json],
  ])(
    '%s',
    async (_, make) => {
      const file = path.join(scratch.folder(), 'log');
      await writeFile(file, await make());
      const { files } = await findLogs([file]);
      for (const found of files) {
        const whole = digest(await readWhole(found));
        for (const partBytes of [2 ** 16, 2 ** 20]) {
          const { parts, corrected, ...contents } = await readInParts(found, partBytes);
          expect(parts).toBeGreaterThan(4);
          // Nothing is read twice where a log is sound.
          expect(corrected).toBe(0);
          expect(digest(contents)).toEqual(whole);
        }
      }
    },
    240_000,
  );
});
