// Reads and parses the YAML files of a repository and reads the recordings of its tests: the reference of bench/tests.ts.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

const [root = '.'] = process.argv.slice(2);
const counts = { files: 0, events: 0 };
for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
  if (!name.endsWith('.yml')) continue;
  counts.files++;
  const { tests = [] } = parse(readFileSync(path.join(root, name), 'utf8'));
  for (const { attack_data: all } of tests) {
    for (const { data } of all) counts.events += readFileSync(path.join(root, data), 'utf8').split('\n').length - 1;
  }
}
if (counts.events === 0) throw new Error('nothing was read');
console.log(JSON.stringify(counts));
