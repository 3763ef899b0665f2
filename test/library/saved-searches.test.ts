import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Row, search } from '../../src/library/index.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'karst-saved-'));
  mkdirSync(path.join(folder, 'detections'));
  writeFileSync(path.join(folder, 'detections/one.yml'), DETECTION);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const DETECTION = `name: Odd Things
id: 00000000-0000-4000-8000-000000000001
type: Hunting
status: production
search: '| makeresults | eval who="$user$" | table who'
`;

test.each(['Odd Things', 'ESCU - Odd Things - Rule'])(
  'the detection "%s" of content is a saved search',
  async (name) => {
    const rows: Row[] = [];
    for await (const row of search({ spl: `| savedsearch "${name}" user=kim`, content: [folder] })) rows.push(row);
    expect(rows).toEqual([{ who: 'kim' }]);
  },
);
