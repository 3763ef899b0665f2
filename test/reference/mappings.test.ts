import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { validate } from '../../src/library/index.ts';

const page = readFileSync(fileURLToPath(new URL('../../docs/mappings.md', import.meta.url)), 'utf8');
const folder = mkdtempSync(path.join(tmpdir(), 'karst-mapping-docs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, text: string): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

test('every example of docs/mappings.md is valid', async () => {
  const examples = [...page.matchAll(/^```yaml\n(.*?)^```/gms)].map(([, text = '']) => text);
  expect(examples.length).toBe(4);
  for (const [at, text] of examples.entries()) put(`sources/${at}.yml`, text);
  put('lookups/ports.yml', 'name: ports\ndescription: Services.\nfilename: ports.csv\n');
  put('lookups/ports.csv', 'port,service\n443,https\n');
  const { files } = await validate({ paths: [folder] });
  expect(files.flatMap(({ errors }) => errors.map(({ message }) => message))).toEqual([]);
  expect(files.filter(({ kind }) => kind === 'source').length).toBe(4);
});
