import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { cannotRunPage } from '../support/reference/cannot-run.ts';

test('docs/cannot-run.md is what `npm run reference` makes', () => {
  const page = readFileSync(fileURLToPath(new URL('../../docs/cannot-run.md', import.meta.url)), 'utf8');
  expect(page).toBe(cannotRunPage());
});
