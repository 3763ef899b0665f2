import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { splReference } from '../support/reference/spl.ts';

const FOLDER = fileURLToPath(new URL('../../docs/spl', import.meta.url));
const pages = splReference();

/** Relative to docs/spl, with forward slashes. */
const written = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.md'))
  .map((file) => file.replaceAll('\\', '/'));

test.each([...pages])('docs/spl/%s is what `npm run reference` makes', (name, text) => {
  const file = path.join(FOLDER, name);
  expect(existsSync(file) ? readFileSync(file, 'utf8') : 'no such page').toBe(text);
});

test('no page is left over', () => {
  expect(written.filter((name) => !pages.has(name))).toEqual([]);
});

test('links lead to pages', () => {
  for (const [name, text] of pages) {
    for (const [, target = ''] of text.matchAll(/\]\(([^)#]+\.md)\)/g)) {
      expect(pages.has(path.posix.join(path.posix.dirname(name), target)), `${target} in ${name}`).toBe(true);
    }
  }
});
