import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FindingEvent } from '../../findings/index.ts';
import { openEventStore } from './event-store.ts';
import { openEventWriter } from './event-writer.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'karst-store-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function event(record: number, raw: string): FindingEvent {
  return { file: 'a.log', record, time: 1.5, host: 'h', source: 's', sourcetype: 't', raw };
}

test('events are found again by their ids, on the disk and before they are there', async () => {
  const store = openEventStore(() => path.join(folder, 'events'));
  // Line breaks, quotes, half a surrogate pair, and one that fills a block alone.
  const raws = Array.from({ length: 300 }, (_, at) => (at === 100 ? 'x'.repeat(600_000) : `a\n"${at}" \ud800 é`));
  const ids: string[] = [];
  for (const [at, raw] of raws.entries()) ids.push(await store.add(event(at + 1, raw)));
  expect(ids.toSorted()).toEqual(ids);
  const chosen = [299, 0, 100, 63, 64, 101, 7, 298];
  const found = await store.get(chosen.map((at) => ids[at] ?? ''));
  expect(found).toEqual(chosen.map((at) => event(at + 1, raws[at] ?? '')));
  await store.close();
});

test('a folder that takes no file is told: EN004', async () => {
  writeFileSync(path.join(folder, 'file'), '');
  const store = openEventStore(() => path.join(folder, 'file', 'events'));
  const id = await store.add(event(1, 'x'));
  await expect(store.get([id])).rejects.toMatchObject({
    code: 'EN004',
    message: expect.stringContaining(`the temporary folder ${folder} cannot be written: ENOTDIR`),
    details: { hint: 'name a folder that can be written with --temp-dir' },
  });
  await store.close();
});

test('what other writers put aside is found under their ids, its place counted in the whole file', async () => {
  const store = openEventStore(() => path.join(folder, 'own'));
  const own = await store.add(event(1, 'own'));
  const writer = openEventWriter(() => path.join(folder, 'other'));
  const ids: string[] = [];
  for (const part of [2, 1]) {
    writer.begin(part);
    for (let record = 1; record <= 70; record++) ids.push(writer.add(event(record, `part ${part} event ${record}`)));
    store.put(await writer.take(), part === 2 ? 500 : 0);
  }
  // The order of the input: part 1, part 2, then what is of this run.
  expect([own, ...ids].toSorted()).toEqual([...ids.slice(70), ...ids.slice(0, 70), own]);
  const found = await store.get([ids[69] ?? '', own, ids[70] ?? '']);
  expect(found).toEqual([event(570, 'part 2 event 70'), event(1, 'own'), event(1, 'part 1 event 1')]);
  await writer.close();
  await store.close();
});
