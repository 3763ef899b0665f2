import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Expr, Plan } from '../../language/index.ts';
import { openSession } from '../index.ts';
import { folded } from './fold.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'fold-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const call = (fn: 'lower' | 'regexMatch' | 'booleanText', type: Expr['type'], ...args: readonly Expr[]): Expr => ({
  kind: 'Call',
  fn,
  type,
  args,
});
const text = (value: string): Expr => ({ kind: 'Literal', value, type: 'text' });

/** All characters of one UTF-16 unit, but for the halves of others. */
const CHARACTERS = Array.from({ length: 0xffff }, (_, index) => index + 1)
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCharCode(code));

test('texts are in small letters as the database writes them', async () => {
  const session = await openSession({ tempDir: folder, threads: 1, memoryMb: 256 });
  try {
    await session.loadInput(CHARACTERS.map((character) => ({ character })));
    await session.finishLoading();
    const { columns } = session.catalog().input ?? { columns: [] };
    const scan: Plan = { op: 'Scan', source: { kind: 'input' }, schema: { columns, isOpen: false }, order: [] };
    const character: Expr = { kind: 'Column', name: 'character', type: 'text' };
    const isLetter = call('regexMatch', 'boolean', character, text('(?i)[a-z0-9]'), text('re2'));
    const asked = [
      { name: 'small', expr: call('lower', 'text', character) },
      { name: 'letter', expr: call('booleanText', 'text', isLetter) },
    ];
    const schema = {
      columns: [...columns, ...asked.map(({ name }) => ({ name, type: 'text' as const }))],
      isOpen: false,
    };
    const rows = await session.run({ op: 'Extend', input: scan, columns: asked, schema, order: [] });
    const different = rows.filter(({ character: one, small, letter }) => {
      const known = folded(String(one));
      return known !== undefined && (small !== known || (letter === 'True') !== /[a-z0-9]/.test(known));
    });
    expect(different.map((row) => row['character'])).toEqual([]);
    expect(rows).toHaveLength(CHARACTERS.length);
  } finally {
    await session.close();
  }
});

test.each(['İ', 'ſ', 'Σ', '\u212a', '😀', '\ud800'])('of %j it is not known', (one) => {
  expect(folded(`a${one}`)).toBeUndefined();
});
