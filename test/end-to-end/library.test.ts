import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { explain, hunt, type Progress, parse, search } from '../../src/index.ts';
import { ROOT, scratchFolder } from './karst.ts';

const scratch = scratchFolder('library');
const log = path.join(scratch.path, 'nxlog.json');
const tempDir = path.join(scratch.path, 'temp');
const all = { logs: [log], tempDir, now: '2024-10-18' };

beforeAll(() => {
  writeFileSync(log, gunzipSync(readFileSync(path.join(ROOT, 'examples', 'logs', 'nxlog.json.gz'))));
  mkdirSync(tempDir);
});
afterAll(scratch.remove);

test('hunt tells its progress, gives findings and a summary, and leaves nothing behind', async () => {
  const told: Progress[] = [];
  const { findings, summary } = await hunt({ ...all, onProgress: (progress) => told.push(progress) });
  expect(findings.map(({ result }) => result.dest)).toEqual(['ws-19.corp.example']);
  expect(summary).toMatchObject({ files: 1, findings: 1, detections: { loaded: 1, ran: 1, errors: [] } });
  expect(told.at(0)).toMatchObject({ stage: 'reading', files: 1 });
  expect(told.at(-1)).toEqual({ stage: 'running', detections: 1, done: 1, failed: 0 });
  expect(readdirSync(tempDir)).toEqual([]);
});

test('a signal ends a run with its reason, and nothing is left behind', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const running = hunt({ ...all, signal: controller.signal, onProgress: () => controller.abort(reason) });
  await expect(running).rejects.toBe(reason);
  expect(readdirSync(tempDir)).toEqual([]);
});

test('a reader that stops early closes the search', async () => {
  for await (const row of search({ ...all, spl: 'EventCode=1 | table host' })) {
    expect(row).toHaveProperty('host');
    break;
  }
  expect(readdirSync(tempDir)).toEqual([]);
});

test('rows may come from anywhere; their fields are given in order', async () => {
  const columns: string[] = [];
  const rows: unknown[] = [];
  const options = { spl: '| stats count by user', rows: [{ user: 'ann' }, { user: 'bob' }, { user: 'ann' }], tempDir };
  for await (const row of search({ ...options, onColumns: (names) => columns.push(...names) })) rows.push({ ...row });
  expect(columns).toEqual(['user', 'count']);
  expect(rows).toEqual([
    { user: 'ann', count: 2 },
    { user: 'bob', count: 1 },
  ]);
});

test('no rows are an input too', async () => {
  const found = search({ spl: '| stats count', rows: [], tempDir });
  const { value } = await found.next();
  expect({ ...value }).toEqual({ count: 0 });
  expect(await found.next()).toMatchObject({ done: true, value: { tally: { events: 0 } } });
});

test('parse keeps to the range of time', async () => {
  const times: unknown[] = [];
  const range = { earliest: '2024-10-17T11:41:00Z', latest: '2024-10-17T11:42:00Z' };
  for await (const { _time } of parse({ ...all, ...range })) times.push(_time);
  expect(times.length).toBeGreaterThan(5);
  expect(times.every((time) => Number(time) >= 1729165260 && Number(time) < 1729165320)).toBe(true);
});

test('explain works stage by stage: tokens also of what does not parse', async () => {
  const broken = await explain({ search: { spl: '| stats count by' } });
  expect(broken.tokens()).not.toHaveLength(0);
  expect(() => broken.ast()).toThrow();
  const { sql } = await explain({ search: { spl: 'index=main | stats count by host' } });
  expect(await sql()).toHaveLength(1);
});
