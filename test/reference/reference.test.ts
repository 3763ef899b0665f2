import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { splReference } from '../support/reference/spl.ts';

test('docs/spl.md is what `npm run reference` makes', () => {
  const written = readFileSync(fileURLToPath(new URL('../../docs/spl.md', import.meta.url)), 'utf8');
  expect(written).toBe(splReference());
});
