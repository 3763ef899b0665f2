// Reads and parses every YAML file under a folder, and nothing else: what bench/plan.ts measures planning against.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';

const [folder] = process.argv.slice(2);
let documents = 0;
for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.ya?ml$/.test(entry.name)) continue;
  parse(await readFile(path.join(entry.parentPath, entry.name), 'utf8'), { logLevel: 'silent' });
  documents++;
}
console.log(documents);
