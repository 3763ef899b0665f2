// Writes the logs of examples/logs/ anew: `npm run examples`. The same seeds give the same bytes.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { exampleFiles } from './generate.ts';

const folder = fileURLToPath(new URL('../../../examples/logs/', import.meta.url));
mkdirSync(folder, { recursive: true });
for (const [name, bytes] of await exampleFiles()) {
  writeFileSync(path.join(folder, name), bytes);
  console.log(`${name}: ${bytes.length.toLocaleString('en-US')} bytes`);
}
