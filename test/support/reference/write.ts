import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cannotRunPage } from './cannot-run.ts';
import { checkReference } from './checks.ts';
import { cimReference } from './cim.ts';
import { sourceReference } from './sources.ts';
import { splReference } from './spl.ts';

const DOCS = fileURLToPath(new URL('../../../docs', import.meta.url));

await writeFile(path.join(DOCS, 'cannot-run.md'), cannotRunPage());
await writePages('spl', splReference());
await writePages('sources', await sourceReference());
await writePages('cim', cimReference());
await writePages('checks', checkReference());

/** Makes a folder hold these pages and no others. */
async function writePages(folder: string, pages: ReadonlyMap<string, string>): Promise<void> {
  await rm(path.join(DOCS, folder), { recursive: true, force: true });
  for (const [name, text] of pages) {
    const file = path.join(DOCS, folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}
