import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { splReference } from './spl.ts';

await writeFile(fileURLToPath(new URL('../../../docs/spl.md', import.meta.url)), splReference());
