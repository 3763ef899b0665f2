import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { ensureBuilt, jsonLines, karst, scratchFolder } from './karst.ts';

const scratch = scratchFolder('test');
const REPOSITORY = path.join(scratch.path, 'content');
const DATASETS = path.join(scratch.path, 'datasets');
const CACHE = path.join(scratch.path, 'cache');

const ADDRESS = 'https://media.invalid/attack_data/master/datasets';
const SYSMON = 'source: "XmlWinEventLog:Microsoft-Windows-Sysmon/Operational", sourcetype: XmlWinEventLog';
const POINTER = 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n';

const server = createServer(({ url = '' }, response) => {
  if (url === '/whoami.log') response.end(whoami('ws-01'));
  else response.writeHead(404).end();
});

/** A process creation of Sysmon. */
function processEvent(computer: string, image: string): string {
  const data = Object.entries({
    UtcTime: '2024-10-17 07:30:52.654',
    ProcessGuid: '{3B37D0FA-BD2C-6710-EA00-000000001200}',
    ProcessId: '7168',
    Image: image,
    CommandLine: `${image} /all`,
    User: 'CORP\\kim',
  }).map(([name, value]) => `<Data Name='${name}'>${value}</Data>`);
  return (
    "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>" +
    "<Provider Name='Microsoft-Windows-Sysmon'/><EventID>1</EventID><Version>5</Version>" +
    "<TimeCreated SystemTime='2024-10-17T07:30:52.654041200Z'/><EventRecordID>1</EventRecordID>" +
    `<Channel>Microsoft-Windows-Sysmon/Operational</Channel><Computer>${computer}</Computer></System>` +
    `<EventData>${data.join('')}</EventData></Event>\n`
  );
}

const whoami = (computer: string): string => processEvent(computer, 'C:\\Windows\\System32\\whoami.exe');
const notepad = (computer: string): string => processEvent(computer, 'C:\\Windows\\System32\\notepad.exe');

const SEARCH =
  '| tstats count from datamodel=Endpoint.Processes where Processes.process_name=whoami.exe by Processes.dest ' +
  'Processes.user Processes.process | `drop_dm_object_name(Processes)`';

const RBA =
  'rba: { message: "whoami on $dest$", risk_objects: [{ field: dest, type: system, score: 50 }], ' +
  'threat_objects: [{ field: process, type: process }] }\n';

interface Written {
  readonly type?: string;
  readonly status?: string;
  readonly search?: string;
  readonly more?: string;
  readonly tests?: readonly string[];
}

function write(name: string, { type = 'TTP', status = 'production', search = SEARCH, more = '', tests = [] }: Written) {
  const file = path.join(REPOSITORY, 'detections', 'endpoint', `${name.toLowerCase().replaceAll(' ', '_')}.yml`);
  const listed = tests.length === 0 ? '' : `tests:\n${tests.map((one) => `- ${one}\n`).join('')}`;
  writeFileSync(file, `name: ${name}\ntype: ${type}\nstatus: ${status}\nsearch: '${search}'\n${more}${listed}`);
}

const one = (data: string, meta = SYSMON): string =>
  `{ name: True Positive Test, attack_data: [{ data: "${data}", ${meta} }] }`;

const TAGS = 'tags: { analytic_story: [A] }\n';

beforeAll(async () => {
  for (const folder of ['content/detections/endpoint', 'content/macros', 'content/data', 'datasets/a']) {
    mkdirSync(path.join(scratch.path, folder), { recursive: true });
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  writeFileSync(path.join(DATASETS, 'a', 'whoami.log'), whoami('ws-01') + notepad('ws-01') + whoami('ws-02'));
  writeFileSync(path.join(DATASETS, 'a', 'pointer.log'), POINTER);
  writeFileSync(path.join(REPOSITORY, 'data', 'benign.log'), notepad('ws-03'));
  writeFileSync(path.join(REPOSITORY, 'data', 'plain.log'), '2024-10-17T07:30:52Z all is well\n');
  writeFileSync(path.join(REPOSITORY, 'macros', 'whoami.yml'), 'name: whoami\ndefinition: Image="*whoami.exe"\n');

  const attack = `${ADDRESS}/a/whoami.log`;
  const observable =
    'tags: { message: "whoami on $dest$", confidence: 50, impact: 50, observable: [' +
    '{ name: dest, type: Hostname, role: [Victim] }, { name: process, type: Process, role: [Attacker] }] }\n';
  const finding = 'finding: { title: "whoami on $dest$", entity: { field: dest, type: system, score: 50 } }\n';
  const benign = `{ name: Benign, test_type: unit, expected_results: 0, attack_data: [{ data: data/benign.log, ${SYSMON} }] }`;
  const noisy = `{ name: Noisy, test_type: unit, expected_results: 0, attack_data: [{ data: "${attack}", ${SYSMON} }] }`;
  const later = `{ name: Later, test_type: experimental, description: none yet }`;
  write('Old Format', { more: observable, tests: [one(attack)] });
  write('Rba Format', { more: RBA + TAGS, tests: [one(attack)] });
  writeFileSync(
    path.join(REPOSITORY, 'detections', 'endpoint', 'rba_format.karst.yml'),
    `tests:\n- { name: True Positive Test, expected_results: 3 }\n- { name: Benign, expected_results: 0, attack_data: [{ data: data/benign.log, ${SYSMON} }] }\n`,
  );
  write('Six Format', { more: finding, tests: [one(attack), benign, noisy, later] });
  write('Lacks A Field', { more: RBA.replace('field: dest', 'field: src') + TAGS, tests: [one(attack)] });
  write('Pointer', { more: TAGS, tests: [one(`${ADDRESS}/a/pointer.log`)] });
  write('Outside', { more: TAGS, tests: [one(`${ADDRESS}/..%2f..%2fcontent/data/benign.log`)] });
  write('Gone', { more: TAGS, tests: [one(`${base}/gone.log`)] });
  write('Fetched', { more: TAGS, tests: [one(`${base}/whoami.log`)] });
  write('Found Nothing', { more: TAGS, tests: [one('data/plain.log', 'source: s, sourcetype: "other:thing"')] });
  write('Does Not Compile', { more: TAGS, search: '| tstat count', tests: [one(attack)] });
  write('Given Index', {
    more: TAGS,
    search: 'index=mine host=box `whoami` | stats count by host index',
    tests: [one(attack, `${SYSMON}, custom_index: mine, host: box`)],
  });
  write('Any Index', { more: TAGS, search: '`whoami` | stats count by index', tests: [one(attack)] });
  write('Not Yet', { more: TAGS, status: 'experimental', tests: [one(attack)] });
  write('By Hand', { more: 'tags: { manual_test: no data exist }\n', tests: [one(attack)] });
  write('Correlated', { more: TAGS, type: 'Correlation', tests: [one(attack)] });
  write('Untested', { more: TAGS });
  await ensureBuilt();
}, 120_000);
afterAll(() => {
  server.close();
  scratch.remove();
});

const run = (...args: readonly string[]) =>
  karst(['test', '--attack-data', DATASETS, '--cache-dir', CACHE, '--now', '2024-11-01T00:00:00Z', ...args]);

describe('karst test', () => {
  test('judges every test, of all formats, and says why one did not pass', async () => {
    const summary = path.join(scratch.path, 'summary.yml');
    const { exitCode, stdout, stderr } = await run('--content', REPOSITORY, '--summary', summary);
    const outcomes = jsonLines(stdout).map(({ detection, test: name, status, rows, reason }) => [
      (detection as { name: string }).name,
      name,
      status,
      rows,
      reason,
    ]);
    const TRUE = 'True Positive Test';
    const text = (part: string): unknown => expect.stringContaining(part);
    expect(outcomes).toEqual([
      ['Any Index', TRUE, 'pass', 1, null],
      ['By Hand', TRUE, 'skip', null, 'tested by hand: no data exist'],
      ['Correlated', TRUE, 'skip', null, text('Correlation')],
      ['Does Not Compile', TRUE, 'error', null, text('unknown command "tstat"')],
      ['Fetched', TRUE, 'pass', 1, null],
      ['Found Nothing', TRUE, 'fail', 0, 'the search gave no rows'],
      ['Given Index', TRUE, 'pass', 1, null],
      ['Gone', TRUE, 'error', null, text('the server answered 404 Not Found')],
      ['Lacks A Field', TRUE, 'fail', 2, 'row 1 has no value in the risk object field src'],
      ['Not Yet', TRUE, 'skip', null, 'the detection is experimental, not in production'],
      ['Old Format', TRUE, 'pass', 2, null],
      ['Outside', TRUE, 'error', null, text('leads out of')],
      ['Pointer', TRUE, 'error', null, text('a Git LFS pointer, not the data')],
      ['Rba Format', TRUE, 'fail', 2, '2 rows, where at least 3 are expected'],
      ['Rba Format', 'Benign', 'pass', 0, null],
      ['Six Format', TRUE, 'pass', 2, null],
      ['Six Format', 'Benign', 'pass', 0, null],
      ['Six Format', 'Noisy', 'fail', 2, '2 rows, where none is expected'],
      ['Six Format', 'Later', 'skip', null, 'the test is experimental'],
    ]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('7 passed, 8 failed, 4 skipped, 1 detection without tests');
    const written = parseYaml(readFileSync(summary, 'utf8')) as Record<string, unknown>;
    expect(written['summary']).toMatchObject({
      mode: 'All',
      success: false,
      total_detections: 16,
      total_tested_detections: 12,
      total_pass: 4,
      total_fail: 8,
      total_skipped: 4,
      success_rate: '33.3%',
    });
  });

  test('is done with 0 where all is well, and tells the same in another order of work', async () => {
    const paths = ['old_format', 'any_index', 'not_yet'].map((name) =>
      path.join(REPOSITORY, 'detections', 'endpoint', `${name}.yml`),
    );
    const [first, second] = [await run(...paths, '--jobs', '1'), await run(...paths, '--jobs', '3')];
    expect([first.exitCode, second.exitCode]).toEqual([0, 0]);
    const withoutTimes = (text: string) => jsonLines(text).map(({ seconds: _, ...rest }) => rest);
    expect(withoutTimes(second.stdout)).toEqual(withoutTimes(first.stdout));
    expect(first.stderr).toContain('2 passed, 1 skipped');
  });

  test('says of a search without rows what the events are', async () => {
    const file = path.join(REPOSITORY, 'detections', 'endpoint', 'found_nothing.yml');
    const { exitCode, stdout } = await run(file, '--format', 'table');
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^FAIL {4}Found Nothing .* 0 /m);
    expect(stdout).toContain('no event belongs to Endpoint.Processes');
    expect(stdout).toContain('the events are 1 of other:thing');
  });

  test('keeps what it fetched, and holds it against the lock file', async () => {
    const file = path.join(REPOSITORY, 'detections', 'endpoint', 'fetched.yml');
    const lock = path.join(REPOSITORY, 'karst.lock');
    expect((await run(file)).exitCode).toBe(0);
    expect((await run(file, '--offline')).exitCode).toBe(0);
    expect(existsSync(lock)).toBe(false);
    expect((await run(file, '--update-lock')).exitCode).toBe(0);
    const text = readFileSync(lock, 'utf8');
    writeFileSync(lock, text.replace(/"sha256":"[0-9a-f]{64}"/, `"sha256":"${'0'.repeat(64)}"`));
    const { exitCode, stdout } = await run(file);
    expect({ exitCode, code: jsonLines(stdout)[0]?.['code'] }).toEqual({ exitCode: 1, code: 'TE004' });
    writeFileSync(lock, 'no lock');
    expect(await run(file)).toMatchObject({ exitCode: 2, stdout: '' });
    writeFileSync(lock, text);
  });

  test('writes JUnit and annotations', async () => {
    const file = path.join(REPOSITORY, 'detections', 'endpoint', 'six_format.yml');
    const junit = await run(file, '--format', 'junit', '--quiet');
    expect({ exitCode: junit.exitCode, stderr: junit.stderr }).toEqual({ exitCode: 1, stderr: '' });
    expect(junit.stdout).toContain('<testsuites name="karst test" tests="4" failures="1" errors="0" skipped="1"');
    expect(junit.stdout).toContain('<failure message="2 rows, where none is expected" type="verdict"/>');
    const github = await run(file, '--format', 'github', '--quiet');
    expect(github.stdout).toBe(`::error file=${file},title=Six Format%3A Noisy::2 rows, where none is expected\n`);
  });

  test('a file that is not valid costs itself, and the exit code', async () => {
    const file = path.join(scratch.path, 'broken.yml');
    writeFileSync(file, 'name: Broken\ntype: TTP\nsearch: [1]\n');
    const good = path.join(REPOSITORY, 'detections', 'endpoint', 'old_format.yml');
    const { exitCode, stdout, stderr } = await run(file, good);
    expect({ exitCode, tests: jsonLines(stdout).length }).toEqual({ exitCode: 1, tests: 1 });
    expect(stderr).toContain('1 file not valid');
    expect(stderr).toContain('CT003');
  });

  test('a path that does not exist is wrong usage', async () => {
    expect((await run('no/such/detection.yml')).exitCode).toBe(2);
  });
});
