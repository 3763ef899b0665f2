import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ensureBuilt, karst, type Ran, scratchFolder } from './karst.ts';

// What karst keeps of content from one run to the next must never show: a hunt that keeps nothing is the reference.

const scratch = scratchFolder('compiled');
const CONTENT = path.join(scratch.path, 'content');
const CACHES = path.join(scratch.path, 'caches');
const COMPILED = path.join(CACHES, 'karst', 'compiled');
const LOGS = path.join(scratch.path, 'events.jsonl');

const SEARCHES: Readonly<Record<string, string>> = {
  plain: 'user=kim | table _time dest user',
  'with macro': '`who` | table dest user',
  'with lookup': 'user=* | lookup people user OUTPUT team | search team=red | table dest user team',
  'a writes': 'user=kim | table user | outputlookup made',
  'b reads': '| inputlookup made | table user',
  mapped: 'user=kim | map search="search user=ann | table dest user"',
  lately: 'user=* earliest=-90m | table dest user',
  'of this hour': '| makeresults | eval hour=strftime(now(), "%H") | table hour',
  broken: '| frobnicate',
};

beforeAll(ensureBuilt, 120_000);
afterAll(scratch.remove);

beforeEach(() => {
  rmSync(CACHES, { recursive: true, force: true });
  rmSync(CONTENT, { recursive: true, force: true });
  for (const folder of ['detections', 'macros', 'lookups']) mkdirSync(path.join(CONTENT, folder), { recursive: true });
  for (const [name, search] of Object.entries(SEARCHES)) putDetection(name, search);
  put('macros/who.yml', { name: 'who', definition: 'user=kim' });
  put('lookups/people.yml', { name: 'people', lookup_type: 'csv', filename: 'people.csv' });
  put('lookups/made.yml', { name: 'made', lookup_type: 'kvstore', fields: 'user' });
  writeFileSync(path.join(CONTENT, 'lookups', 'people.csv'), 'user,team\nkim,red\nann,blue\n');
  const events = ['kim', 'ann'].map((user, at) => ({ timestamp: `2024-05-01T1${at}:00:00Z`, dest: `ws-${at}`, user }));
  writeFileSync(LOGS, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
});

function put(file: string, data: object): void {
  writeFileSync(path.join(CONTENT, file), JSON.stringify(data));
}

function putDetection(name: string, search: string): void {
  put(`detections/${name.replaceAll(' ', '_')}.yml`, { name, type: 'TTP', status: 'production', search });
}

const hunt = (environment: NodeJS.ProcessEnv, now = '2024-05-01T12:00:00Z'): Promise<Ran> =>
  karst(['hunt', LOGS, '--content', CONTENT, '--now', now, '-q'], { XDG_CACHE_HOME: CACHES, ...environment });
const kept = () => hunt({});
const reference = () => hunt({ KARST_CACHE: 'off' });

const files = () => readdirSync(COMPILED).map((name) => path.join(COMPILED, name));

describe('findings are those of a hunt that keeps nothing', () => {
  test('in the first run and in the next ones, whatever the time is', async () => {
    const expected = await reference();
    expect(expected.stdout).not.toBe('');
    for (let run = 0; run < 2; run++) expect(await kept()).toEqual(expected);
    expect(await hunt({}, '2024-05-01T11:00:00Z')).toEqual(await hunt({ KARST_CACHE: 'off' }, '2024-05-01T11:00:00Z'));
  });

  test('whatever became of the files', async () => {
    const expected = await kept();
    for (const file of files()) truncateSync(file, 100);
    expect(await kept()).toEqual(expected);
    for (const file of files()) writeFileSync(file, readFileSync(file, 'utf8').replaceAll('kim', 'ann'));
    expect(await kept()).toEqual(expected);
    rmSync(COMPILED, { recursive: true });
    writeFileSync(COMPILED, 'a file in its place');
    expect(await kept()).toEqual(expected);
  });

  test('of several runs at once', async () => {
    const expected = await reference();
    for (const one of await Promise.all([kept(), kept(), kept()])) expect(one).toEqual(expected);
    expect(await kept()).toEqual(expected);
    expect(files().filter((file) => !file.endsWith('.jsonl'))).toEqual([]);
  });

  test.each<[string, () => void]>([
    ['a detection', () => putDetection('plain', 'user=ann | table _time dest user')],
    ['a macro', () => put('macros/who.yml', { name: 'who', definition: 'user=ann' })],
    ['a macro that was not there', () => put('macros/filter.yml', { name: 'plain_filter', definition: 'search x=1' })],
    ['the rows of a lookup', () => writeFileSync(path.join(CONTENT, 'lookups', 'people.csv'), 'user,team\nann,red\n')],
    ['a lookup that is gone', () => rmSync(path.join(CONTENT, 'lookups', 'people.yml'))],
    ['the name of a detection', () => putDetection('plain', 'user=kim | `of_plain`')],
  ])('after a change of %s', async (_, change) => {
    putDetection('filtered', 'user=kim | table user | `plain_filter`');
    const before = await kept();
    change();
    const after = await kept();
    expect(after).toEqual(await reference());
    expect(after).not.toEqual(before);
  });
});

test('only the user can read what is kept, and nothing is kept where it is turned off', async () => {
  await reference();
  expect(() => files()).toThrow('ENOENT');
  await kept();
  const modes = files().map((file) => statSync(file).mode & 0o077);
  expect(modes.length).toBeGreaterThan(3);
  if (process.platform !== 'win32') expect(new Set(modes)).toEqual(new Set([0]));
});
