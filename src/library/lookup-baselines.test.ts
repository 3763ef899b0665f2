import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hunt } from './hunt.ts';
import { test as runTests } from './testing/test.ts';

let root = '';
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'karst-baselines-'));
  for (const folder of ['detections', 'macros', 'lookups', 'baselines', 'data']) mkdirSync(path.join(root, folder));
  write(
    'data/day.log',
    '2024-10-17T07:00:00Z user=ann\n2024-10-17T07:00:01Z user=bob\n2024-10-17T07:00:02Z user=ann\n',
  );
  write('data/none.log', '');
  write('macros/known.yml', 'name: known\ndefinition: lookup seen user OUTPUT count as times\n');
  lookup('seen', 'user,count\nshipped,9\n');
  lookup('more', 'user,count\nshipped,9\n');
  lookup('unseen', 'user\nshipped\n');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, text: string): void {
  writeFileSync(path.join(root, file), text);
}

function lookup(name: string, rows: string): void {
  write(`lookups/${name}.yml`, `name: ${name}\ndescription: d\nfilename: ${name}.csv\n`);
  write(`lookups/${name}.csv`, rows);
}

function baseline(name: string, search: string): void {
  write(`baselines/${name}.yml`, JSON.stringify({ name, type: 'Baseline', search, description: 'd' }));
}

/** The result of a test of a detection with this search: its rows are expected, and what is noted. */
async function tested(search: string, expected: number): Promise<readonly string[]> {
  const file = path.join(root, 'detections', 'one.yml');
  const data = { data: 'data/day.log', source: 's', sourcetype: 'my:log' };
  const one = { name: 'T', test_type: 'unit', expected_results: expected, attack_data: [data] };
  writeFileSync(file, JSON.stringify({ name: 'One', type: 'Hunting', status: 'production', search, tests: [one] }));
  const { detections } = await runTests({ paths: [file], now: 0, threads: 1, memoryBytes: 2 ** 28 });
  return detections
    .flatMap(({ outcomes }) => outcomes)
    .flatMap(({ status, reason, notes }) => [status, reason, ...notes]);
}

const COUNTED = 'sourcetype=my:log | stats count by user';

test('a baseline fills a lookup that a detection reads by way of a macro', async () => {
  baseline('Seen Initial', `${COUNTED} | outputlookup seen | stats count`);
  baseline(
    'Seen Update',
    `${COUNTED} | inputlookup append=t seen | stats sum(count) as count by user | outputlookup seen`,
  );
  const search = 'sourcetype=my:log | `known` | where times=2';
  expect(await tested(search, 2)).toEqual([
    'pass',
    '',
    'the baseline "Seen Initial" ran first and wrote 2 rows to the lookup seen',
  ]);
  expect((await tested('| inputlookup seen | where user="shipped"', 0)).slice(0, 2)).toEqual(['pass', '']);
});

test('rows that content brings stay where the baseline appends', async () => {
  baseline('More', `${COUNTED} | outputlookup append=t more`);
  expect(await tested('| inputlookup more | where user="shipped" OR user="ann"', 2)).toEqual([
    'pass',
    '',
    'the baseline "More" ran first and wrote 2 rows to the lookup more',
  ]);
});

test('one without an event of its sources leaves the lookup as it is', async () => {
  baseline(
    'Unseen',
    '| tstats count from datamodel=Change by All_Changes.user | rename All_Changes.user as user | outputlookup unseen',
  );
  expect(await tested('| inputlookup unseen', 1)).toEqual(['pass', '']);
});

test('a baseline runs after those whose lookups it reads', async () => {
  baseline('A Second', '| inputlookup first_made.csv | eval user=upper(user) | outputlookup second_made.csv');
  baseline('B First', `${COUNTED} | outputlookup first_made.csv`);
  expect((await tested('| inputlookup second_made.csv | search user=ANN', 1)).slice(0, 4)).toEqual([
    'pass',
    '',
    'the baseline "B First" ran first and wrote 2 rows to the lookup first_made.csv',
    'the baseline "A Second" ran first and wrote 2 rows to the lookup second_made.csv',
  ]);
});

test('one that cannot run is told, and costs nothing else', async () => {
  lookup('broken', 'user\nshipped\n');
  baseline('Broken', `${COUNTED} | lookup nowhere user | outputlookup broken`);
  const [status, , ...notes] = await tested('| inputlookup broken', 1);
  expect([status, ...notes]).toEqual([
    'pass',
    expect.stringContaining('the baseline "Broken" cannot run: unknown lookup "nowhere"'),
  ]);
});

test('one whose lookup nobody reads is not run', async () => {
  expect(await tested('sourcetype=my:log', 3)).toEqual(['pass', '']);
});

test('a hunt runs them over its logs, and says so of the detections they serve', async () => {
  const search = 'sourcetype=my:log | lookup seen user OUTPUT count as times | where times=2';
  write('detections/one.yml', JSON.stringify({ name: 'One', type: 'Hunting', status: 'production', search }));
  const logs = { logs: [path.join(root, 'data', 'day.log')], sourcetype: 'my:log' };
  const { findings, notices } = await hunt({ ...logs, content: [path.join(root, 'detections', 'one.yml')], now: 0 });
  expect(findings.map(({ result }) => result['user'])).toEqual(['ann', 'ann']);
  const message = 'the baseline "Seen Initial" ran first and wrote 2 rows to the lookup seen';
  expect(notices).toContainEqual({ message, detections: ['Seen Initial'] });
});
