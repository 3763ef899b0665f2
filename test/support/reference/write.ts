import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cannotRunPage } from './cannot-run.ts';
import { splReference } from './spl.ts';

const folder = fileURLToPath(new URL('../../../docs/spl', import.meta.url));
await writeFile(fileURLToPath(new URL('../../../docs/cannot-run.md', import.meta.url)), cannotRunPage());
await rm(folder, { recursive: true, force: true });
for (const [name, text] of splReference()) {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
}
