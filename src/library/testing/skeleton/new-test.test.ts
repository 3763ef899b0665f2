import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newTest } from './new-test.ts';

let root = '';
let file = '';
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'karst-new-test-'));
});
beforeEach(() => {
  rmSync(root, { recursive: true });
  mkdirSync(path.join(root, 'detections'), { recursive: true });
  file = path.join(root, 'detections', 'one.yml');
  const lines = Array.from(
    { length: 40 },
    (_, at) => `2024-10-17T07:30:${String(at + 10)}Z line ${at} user=u${at % 4}\n`,
  );
  writeFileSync(path.join(root, 'a.log'), lines.join(''));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function detection(search: string, more: Readonly<Record<string, unknown>> = {}): void {
  writeFileSync(file, JSON.stringify({ name: 'One', type: 'TTP', status: 'production', search, ...FIVE, ...more }));
}

const make = (force = false) =>
  newTest({
    detection: file,
    from: { logs: [path.join(root, 'a.log')], sourcetype: 'my:log' },
    force,
    now: 0,
    threads: 1,
  });

/** What makes it one of the formats before ESCU 6, with a sidecar. */
const FIVE = { tags: { analytic_story: [] }, rba: { message: 'm', risk_objects: [], threat_objects: [] } };

const RBA = { rba: { message: 'm', risk_objects: [{ field: 'dest', type: 'system', score: 1 }], threat_objects: [] } };

test('keeps what a search needs that counts over several events', async () => {
  detection('sourcetype=my:log | stats dc(user) as users, count | where users>=3 AND count>=5');
  const { events, test: made, isSmallest } = await make();
  expect({ events, isSmallest }).toEqual({ events: { read: 40, before: 40, after: 5 }, isSmallest: true });
  expect(made).toMatchObject({ name: 'Recorded Test', expectedResults: 1 });
  const recording = readFileSync(path.join(root, 'tests', 'data', 'one.log'), 'utf8')
    .trimEnd()
    .split('\n');
  expect(new Set(recording.map((line) => /user=(\w+)/.exec(line)?.[1])).size).toBeGreaterThanOrEqual(3);
  expect(recording).toEqual(recording.toSorted());
});

test('the same logs give the same test', async () => {
  detection('sourcetype=my:log | stats dc(user) as users | where users=4');
  await make();
  const written = () =>
    ['tests/data/one.log', 'detections/one.karst.yml'].map((name) => readFileSync(path.join(root, name)));
  const first = written();
  await make(true);
  expect(written()).toEqual(first);
});

test('writes over nothing, unless it is forced to', async () => {
  detection('sourcetype=my:log line');
  await make();
  await expect(make()).rejects.toMatchObject({
    code: 'TE008',
    message: '"One" has a test "Recorded Test"',
    details: { hint: '--force writes over it' },
  });
  rmSync(path.join(root, 'detections', 'one.karst.yml'));
  const recording = path.join(root, 'tests', 'data', 'one.log');
  await expect(make()).rejects.toMatchObject({
    code: 'TE008',
    message: `there is a recording ${recording}`,
    details: { file: recording, hint: '--force writes over it' },
  });
});

test('a detection without results has no test', async () => {
  detection('sourcetype=my:log nothing');
  await expect(make()).rejects.toMatchObject({
    code: 'TE007',
    message: '"One" found nothing in these logs',
    details: { file, hint: expect.stringContaining('the events are 40 of my:log') },
  });
});

test('one whose results lack a risk object has none either', async () => {
  detection('sourcetype=my:log line', RBA);
  await expect(make()).rejects.toMatchObject({
    code: 'TE007',
    message: 'a test of "One" would not pass: row 1 has no value in the risk object field dest',
    details: { file, hint: 'karst explain --why shows where the fields go' },
  });
});

test('a sidecar whose tests stand in one line is left alone', async () => {
  detection('sourcetype=my:log line');
  const sidecar = path.join(root, 'detections', 'one.karst.yml');
  writeFileSync(sidecar, 'tests: []\n');
  await expect(make()).rejects.toMatchObject({
    code: 'TE007',
    message: `the tests of ${sidecar} are not written as a block: no test can be added`,
    details: { file, hint: 'write "tests:" on a line of its own, and each test below it' },
  });
  expect(readFileSync(sidecar, 'utf8')).toBe('tests: []\n');
});

test('so is a detection of ESCU 6 that is written in another way', async () => {
  detection('sourcetype=my:log line', { tags: undefined, rba: undefined });
  const before = readFileSync(file, 'utf8');
  await expect(make()).rejects.toMatchObject({
    code: 'TE007',
    message: `the tests of ${file} are not written as a block: no test can be added`,
  });
  expect(readFileSync(file, 'utf8')).toBe(before);
  expect(existsSync(path.join(root, 'tests'))).toBe(false);
});

test('what is no detection is refused', async () => {
  writeFileSync(file, 'this is no content\n');
  await expect(make()).rejects.toMatchObject({ code: expect.stringMatching(/^CT|CLI/), details: { file } });
});
