import path from 'node:path';
import { expect, test } from 'vitest';
import { type HuntOptions, hunt } from '../../src/library/index.ts';
import { useScratch } from '../support/scratch.ts';

const scratch = useScratch('side-by-side');
const { put } = scratch;

function detection(name: string, spl: string, more: object = {}): void {
  const rba = { message: 'Seen.', risk_objects: [{ field: 'user', type: 'user', score: 10 }], threat_objects: [] };
  const file = { name, type: 'TTP', status: 'production', search: spl, rba, tags: {}, ...more };
  put(`content/detections/${name.toLowerCase().replaceAll(' ', '_')}.yml`, JSON.stringify(file));
}

function putLogs(events: number): void {
  const lines = Array.from({ length: events }, (_, at) => {
    const second = String(at % 60).padStart(2, '0');
    return `${JSON.stringify({ timestamp: `2024-05-01T10:00:${second}Z`, user: `u${at % 7}`, n: at })}\n`;
  });
  put('logs/events.jsonl', lines.join(''));
}

function run(options: Partial<HuntOptions> = {}) {
  return hunt({
    logs: [path.join(scratch.folder(), 'logs')],
    content: [path.join(scratch.folder(), 'content')],
    now: '2024-05-02T00:00:00Z',
    ...options,
  });
}

const NAMES = Array.from({ length: 30 }, (_, at) => `D ${String(at).padStart(2, '0')}`);

test('findings come by the names of detections, however long each of them takes', async () => {
  putLogs(3000);
  // Every fifth puts all events beside all of a user, and is slow.
  const slow = 'user=* | join type=inner max=0 user [search user=u1 | rename n as m] | stats count by user';
  for (const [at, name] of NAMES.entries()) {
    detection(name, at % 5 === 0 ? slow : `user=u${at % 7} | stats count by user`);
  }
  const { findings, summary } = await run();
  expect(summary.detections.errors).toEqual([]);
  expect(findings.map((one) => `${one.detection.name} ${one.result['user']}`)).toEqual(
    NAMES.map((name, at) => `${name} u${at % 5 === 0 ? 1 : at % 7}`),
  );
}, 120_000);

test('a detection that fails costs itself alone, and is told in its place', async () => {
  putLogs(100);
  // A pattern that goes back and forth for ever is ended after two seconds.
  const endless = `user=u1 | eval t="${'a'.repeat(40)}!" | regex t="^(a+)+(?=$)$"`;
  for (const [at, name] of NAMES.entries()) detection(name, at === 4 ? endless : 'user=u1 | stats count by user');
  const { findings, summary } = await run();
  const failed = NAMES[4] ?? '';
  expect(summary.detections.errors.map(({ name, code }) => [name, code])).toEqual([[failed, 'EN003']]);
  expect(findings.map((one) => one.detection.name)).toEqual(NAMES.filter((name) => name !== failed));
}, 120_000);

test('what a detection writes to a lookup those behind it read, and none before it', async () => {
  putLogs(100);
  put('content/lookups/seen.yml', JSON.stringify({ name: 'seen', lookup_type: 'csv', description: 'Users.' }));
  put('content/lookups/seen.csv', 'user,by\nnobody,nobody\n');
  for (const name of NAMES) detection(name, '| inputlookup seen | stats values(by) as by by user');
  detection(NAMES[7] ?? '', 'user=u1 | stats count by user | eval by="seven" | outputlookup seen');
  detection(NAMES[20] ?? '', 'user=u2 | stats count by user | eval by="twenty" | outputlookup seen');
  const { findings, summary } = await run();
  expect(summary.detections.errors).toEqual([]);
  const seen = NAMES.map((_, at) => (at < 7 ? 'nobody' : at < 20 ? 'u1' : 'u2'));
  expect(findings.map(({ result }) => result['user'])).toEqual(seen);
}, 120_000);

test('suppressed results are counted, whoever else runs at that time', async () => {
  putLogs(100);
  for (const name of NAMES) detection(name, 'user=* | stats count by user');
  const suppressions = [{ detection: 'D *', where: 'user IN (u1, u2)', reason: 'known', expires: 'never' }];
  const { findings, summary } = await run({ tuning: [put('tuning.yml', JSON.stringify({ suppressions }))] });
  expect(findings.length).toBe(30 * 5);
  expect(summary.suppressed).toBe(30 * 2);
  expect(summary.suppressions?.map(({ suppressed }) => suppressed)).toEqual([30 * 2]);
}, 120_000);

test('a hunt that is stopped ends those under way', async () => {
  putLogs(3000);
  const slow = 'user=* | join type=inner max=0 user [search user=* | rename n as m] | stats count by n';
  for (const name of NAMES) detection(name, slow);
  const stop = new AbortController();
  const stopped = run({
    signal: stop.signal,
    onProgress: ({ stage }) => {
      if (stage === 'running') setTimeout(() => stop.abort(new Error('enough')), 30);
    },
  });
  await expect(stopped).rejects.toThrow('enough');
}, 120_000);
