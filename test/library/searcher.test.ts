import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Row } from '../../src/language/index.ts';
import { openSearcher, type RunningOptions, type Searcher } from '../../src/library/index.ts';

const scratch = mkdtempSync(path.join(tmpdir(), 'karst-searcher-'));
let searcher: Searcher;

beforeAll(async () => {
  mkdirSync(path.join(scratch, 'lookups'));
  writeFileSync(
    path.join(scratch, 'lookups/owners.yml'),
    'name: owners\ndescription: who owns a host\nfilename: owners.csv\n',
  );
  writeFileSync(path.join(scratch, 'lookups/owners.csv'), 'host,owner\nws-07,kim\n');
  const rows: Row[] = [
    { host: 'ws-07', EventCode: '1' },
    { host: 'ws-08', EventCode: '3' },
  ];
  searcher = await openSearcher({ rows, content: [scratch], now: 1729200000 });
});
afterAll(async () => {
  await searcher.close();
  await searcher.close();
  rmSync(scratch, { recursive: true, force: true });
});

async function rowsOf(spl: string, options: RunningOptions = {}): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of searcher.run(spl, options)) rows.push({ ...row });
  return rows;
}

test('what is loaded is searched many times, also in stages', async () => {
  expect(await rowsOf('| stats count')).toEqual([{ count: 2 }]);
  for (let times = 0; times < 2; times++) {
    expect(await rowsOf('| chart count over host by EventCode')).toEqual([
      { host: 'ws-07', '1': 1, '3': 0 },
      { host: 'ws-08', '1': 0, '3': 1 },
    ]);
  }
});

test('it knows the names that a search may use', () => {
  const { fields, macros, lookups, models } = searcher.names;
  expect(fields).toEqual(['EventCode', 'host']);
  expect(macros).toContain('security_content_ctime(');
  expect(lookups).toContain('owners');
  expect(models.map(({ model }) => model)).toContain('Endpoint');
});

test('a lookup is loaded when a search first names it, and keeps what searches write to it', async () => {
  expect(await rowsOf('| lookup owners host OUTPUT owner | table host owner')).toEqual([
    { host: 'ws-07', owner: 'kim' },
    { host: 'ws-08' },
  ]);
  await rowsOf('| where host="ws-08" | eval owner="ann" | table host owner | outputlookup append=true owners');
  expect(await rowsOf('| lookup owners host OUTPUT owner | table owner')).toEqual([{ owner: 'kim' }, { owner: 'ann' }]);
});

test('a search that is wrong, or that is ended, leaves the others alone', async () => {
  await expect(rowsOf('| stast count')).rejects.toMatchObject({ code: 'SPL104' });
  const reason = new Error('enough');
  const controller = new AbortController();
  const long =
    '| eval a=mvrange(0,2000) | mvexpand a | eval b=mvrange(0,2000) | mvexpand b | sort 0 - b | stats count by a b';
  setTimeout(() => controller.abort(reason), 100);
  await expect(rowsOf(long, { signal: controller.signal })).rejects.toBe(reason);
  expect(await rowsOf('| stats count')).toEqual([{ count: 2 }]);
});

test('notices come with the search that they are about', async () => {
  const messages: string[] = [];
  await rowsOf('| stats count by eventcode', { onNotice: ({ message }) => messages.push(message) });
  expect(messages).toEqual(['no event has a field "eventcode"']);
});
