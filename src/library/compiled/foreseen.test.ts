import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Content, type Detection, loadContent } from '../../content/index.ts';
import { searchParser } from '../content.ts';
import { contentLookups } from '../lookups.ts';
import { contentModels } from '../models.ts';
import type { EntryFile } from './entry-file.ts';
import { type Foreseen, foresee } from './foreseen.ts';

const root = mkdtempSync(path.join(tmpdir(), 'karst-foreseen-'));
afterAll(() => rmSync(root, { recursive: true }));

let content: Content;
beforeAll(async () => {
  for (const folder of ['detections', 'macros', 'lookups', 'baselines']) mkdirSync(path.join(root, folder));
  const put = (file: string, data: object) => writeFileSync(path.join(root, file), JSON.stringify(data));
  put('detections/one.yml', { name: 'One', type: 'TTP', search: 'index=main' });
  put('macros/who.yml', { name: 'who', definition: 'user=kim' });
  put('macros/others.yml', { name: 'others', definition: 'map search="search user=ann"' });
  put('lookups/people.yml', { name: 'people', lookup_type: 'kvstore', fields: 'user, team' });
  put('baselines/b.yml', { name: 'B', type: 'Baseline', search: 'index=main | fit DensityFunction x into m' });
  content = await loadContent([root]);
});

interface Looked {
  readonly foreseen: readonly Foreseen[];
  readonly asked: ReadonlySet<string>;
  /** How many detections were planned, and are kept now. */
  readonly puts: number;
}

async function look(
  search: string,
  kept: Map<string, string>,
  earliest?: number,
  now = 1_700_000_000,
): Promise<Looked> {
  const [first] = content.detections;
  if (first === undefined) throw new Error('there is a detection');
  const detections: Detection[] = [{ ...first, search }];
  const asked = new Set<string>();
  let puts = 0;
  const file: EntryFile = {
    get: (key) => kept.get(key),
    put: (key, json) => {
      puts++;
      kept.set(key, json);
    },
    save: () => undefined,
  };
  const known = contentLookups(content);
  const lookup: typeof known.catalog.lookup = (name) => {
    asked.add(name);
    return known.catalog.lookup(name);
  };
  const lookups = { ...known, catalog: { ...known.catalog, lookup } };
  const times = { now, timezone: 'UTC', ...(earliest !== undefined && { earliest }) };
  const foreseen = await foresee({
    parser: searchParser(content),
    times,
    lookups,
    models: contentModels(content).ahead(times, lookups),
    fail: () => undefined,
    detections,
    kept: file,
  });
  return { foreseen, asked, puts };
}

test.each([
  'index=main user=kim | stats count by host',
  '`who` | lookup people user OUTPUT team | table team',
  '| tstats count from datamodel=Endpoint.Processes where Processes.process_name=a.exe by Processes.dest',
  'index=main [search user=kim | fields host]',
  'index=main | outputlookup people',
  '| inputlookup people',
  'user=kim | table now',
])('is recalled as it was planned: %s', async (search) => {
  const kept = new Map<string, string>();
  const planned = await look(search, kept);
  const recalled = await look(search, kept, undefined, 1_800_000_000);
  expect([planned.puts, recalled.puts]).toEqual([1, 0]);
  const told = (one: Foreseen) => ({ ...one, search: one.search.expansion.text });
  expect(recalled.foreseen.map(told)).toEqual(planned.foreseen.map(told));
  expect(recalled.asked).toEqual(planned.asked);
});

test.each([
  ['the time', 'index=main | eval age=now()-_time | where age>3'],
  ['the time', 'index=main earliest=-1d | table user'],
  ['a model', 'index=main | apply m | table x'],
  ['other searches', 'index=main | map search="search user=ann"'],
  ['other searches by a macro', 'index=main | `others`'],
  ['other searches', '| savedsearch One'],
])('what depends on %s is planned each time: %s', async (_, search) => {
  const kept = new Map<string, string>();
  expect((await look(search, kept)).foreseen).toHaveLength(1);
  expect(kept.size).toBe(0);
});

test('what cannot be planned is told each time', async () => {
  const kept = new Map<string, string>();
  for (let run = 0; run < 2; run++) expect((await look('| frobnicate', kept)).foreseen).toEqual([]);
  expect(kept.size).toBe(0);
});

test('bounds of time are part of what is asked', async () => {
  const kept = new Map<string, string>();
  await look('user=kim', kept);
  expect((await look('user=kim', kept, 5)).puts).toBe(1);
});
