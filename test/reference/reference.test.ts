import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { checkReference } from '../support/reference/checks.ts';
import { cimReference } from '../support/reference/cim.ts';
import { sourceReference } from '../support/reference/sources.ts';
import { splReference } from '../support/reference/spl.ts';

const DOCS = fileURLToPath(new URL('../../docs', import.meta.url));

const FOLDERS = [
  { folder: 'spl', pages: splReference() },
  { folder: 'sources', pages: await sourceReference() },
  { folder: 'cim', pages: cimReference() },
  { folder: 'checks', pages: checkReference() },
];

/** Every page by its path below docs/. */
const ALL = new Map(
  FOLDERS.flatMap(({ folder, pages }) => [...pages].map(([name, text]) => [`${folder}/${name}`, text])),
);

describe.each(FOLDERS)('docs/$folder', ({ folder, pages }) => {
  test.each([...pages])('%s is what `npm run reference` makes', (name, text) => {
    const file = path.join(DOCS, folder, name);
    expect(existsSync(file) ? readFileSync(file, 'utf8') : 'no such page').toBe(text);
  });

  test('no page is left over', () => {
    const written = readdirSync(path.join(DOCS, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.md'))
      .map((file) => file.replaceAll('\\', '/'));
    expect(written.filter((name) => !pages.has(name))).toEqual([]);
  });

  test('links lead to pages and to headings', () => {
    for (const [name, text] of pages) {
      for (const [, target = '', anchor] of text.matchAll(/\]\(([^)#]+\.md)(?:#([^)]+))?\)/g)) {
        const page = ALL.get(path.posix.join(folder, path.posix.dirname(name), target));
        expect(page, `${target} in ${name}`).toBeDefined();
        if (anchor !== undefined) expect(page?.toLowerCase(), `${target}#${anchor}`).toContain(`\n## ${anchor}\n`);
      }
    }
  });
});
