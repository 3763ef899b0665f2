import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { ensureBuilt, jsonLines, karst, ROOT, scratchFolder } from './karst.ts';

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

describe("what the publisher's tool calls it", () => {
  const endpoint = path.join(REPOSITORY, 'detections', 'endpoint');
  const summaryOf = (file: string) => (parseYaml(readFileSync(file, 'utf8')) as Record<string, unknown>)['summary'];

  test('modes choose what is tested, and the summary says which', async () => {
    const summary = path.join(scratch.path, 'modes.yml');
    const files = ['old_format.yml', 'any_index.yml'].map((name) => path.join(endpoint, name));
    const { exitCode, stdout } = await run('mode:selected', '--summary', summary, '--mode.files', ...files);
    expect({ exitCode, tests: jsonLines(stdout).length }).toEqual({ exitCode: 0, tests: 2 });
    expect(summaryOf(summary)).toMatchObject({ mode: 'Selected', total_detections: 2, success: true });
    expect(await run('mode:every')).toMatchObject({ exitCode: 2, stdout: '' });
    expect((await run('mode:all', '--content', endpoint, '--summary', summary)).exitCode).toBe(1);
    expect(summaryOf(summary)).toMatchObject({ mode: 'All', total_detections: 16 });
  });

  test('where nothing changed the summary is written all the same', async () => {
    const root = path.join(scratch.path, 'unchanged');
    cpSync(REPOSITORY, root, { recursive: true });
    repositoryIn(root);
    const summary = path.join(scratch.path, 'unchanged.yml');
    const args = ['mode:changes', '--mode.target-branch', 'main', '--content', root, '--summary', summary];
    const { exitCode, stdout, stderr } = await run(...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
    expect(stderr).toContain('there is no detection that changed since main: nothing was tested');
    expect(summaryOf(summary)).toMatchObject({
      mode: 'Changes',
      total_detections: 0,
      success: true,
      success_rate: 'UKNOWN',
    });
  });

  test('integration tests judge the risk of what was found', async () => {
    const summary = path.join(scratch.path, 'integration.yml');
    const files = ['old_format.yml', 'any_index.yml'].map((name) => path.join(endpoint, name));
    const { exitCode, stdout } = await run(...files, '--enable-integration-testing', '--summary', summary);
    expect(exitCode).toBe(0);
    expect(jsonLines(stdout).map(({ test_type, status, reason }) => [test_type, status, reason])).toEqual([
      ['unit', 'pass', null],
      ['integration', 'skip', 'the detection has no risk objects'],
      ['unit', 'pass', null],
      ['integration', 'pass', null],
    ]);
    const written = parseYaml(readFileSync(summary, 'utf8')) as Record<string, Record<string, unknown>[]>;
    expect(written['summary']).toMatchObject({ enable_integration_testing: true });
    const entries = written['tested_detections']?.[1]?.['tests'] as Record<string, unknown>[] | undefined;
    expect(entries?.[1]).toMatchObject({
      test_type: 'integration',
      status: 'pass',
      message: 'TEST PASSED',
    });
  });
});

describe('benign logs', () => {
  const file = (name: string): string => path.join(REPOSITORY, 'detections', 'endpoint', `${name}.yml`);
  const sidecar = file('noisy_on_purpose').replace('.yml', '.karst.yml');

  test('are judged by rows on a host and a day, for all detections together', async () => {
    const folder = path.join(scratch.path, 'benign');
    mkdirSync(folder, { recursive: true });
    const other = whoami('ws-08').replaceAll('2024-10-17', '2024-10-18').replace('/all', '/priv');
    writeFileSync(
      path.join(folder, 'a.log'),
      whoami('ws-07') + whoami('ws-07').replace('/all', '/upn') + notepad('ws-09') + other,
    );
    write('Noisy On Purpose', { more: TAGS });
    writeFileSync(sidecar, 'noise_budget: { rows: 2, reason: the admins look around }\n');
    write('Elsewhere', { more: TAGS, search: '| tstats count from datamodel=Web by Web.dest' });
    const names = ['old_format', 'noisy_on_purpose', 'elsewhere', 'not_yet'].map(file);
    const args = [...names, '--noise-budget', '0.5', '--benign', folder];
    const { exitCode, stdout } = await run(...args);
    expect(exitCode).toBe(1);
    const noise = { hosts: 3, days: 2, host_days: 3, rows_per_host_day: 1, budget: 0.5 };
    const benign = jsonLines(stdout).filter(({ test_type }) => test_type === 'benign');
    expect(
      benign.map(({ detection, status, rows, noise: said, reason }) => [
        (detection as { name: string }).name,
        status,
        rows,
        said,
        reason,
      ]),
    ).toEqual([
      ['Elsewhere', 'skip', null, null, 'the benign logs have no event of Web.Web'],
      ['Noisy On Purpose', 'pass', 3, { ...noise, budget: 2 }, null],
      [
        'Old Format',
        'fail',
        3,
        noise,
        '3 rows on 3 host-days (3 hosts, 2 days) are 1 on each, where at most 0.5 may be',
      ],
    ]);
    expect(benign[1]?.['notes']).toEqual(['the budget of 2: the admins look around']);
    const junit = await run(file('old_format'), '--format', 'junit', '--noise-budget', '0.5', '--benign', folder);
    expect(junit.stdout).toContain('<testcase name="Benign logs" classname="Old Format"');
    const github = await run(file('old_format'), '--format', 'github', '--noise-budget', '0.5', '--benign', folder);
    expect(github.stdout).toContain('title=Old Format%3A Benign logs::3 rows on 3 host-days');
    expect((await run(file('old_format'), '--benign', folder)).exitCode).toBe(0);
  });

  test('may be a list that says what they do not', async () => {
    const list = path.join(scratch.path, 'benign.yml');
    writeFileSync(path.join(scratch.path, 'plain.txt'), '2024-10-17T07:30:52Z all is well\n');
    writeFileSync(list, 'logs: [{ path: plain.txt, sourcetype: my:type, host: box }]\n');
    write('By Type', { more: TAGS, search: 'sourcetype=my:type | stats count by host' });
    const { exitCode, stdout } = await run(file('by_type'), '--benign', list);
    expect({ exitCode, rows: jsonLines(stdout)[0]?.['rows'] }).toEqual({ exitCode: 0, rows: 1 });
    writeFileSync(list, 'logs: [{ path: plain.txt, sourctype: my:type }]\n');
    expect(await run(file('by_type'), '--benign', list)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('sourctype'),
    });
    expect((await run(file('by_type'), '--noise-budget', '2')).exitCode).toBe(2);
  });
});

/** Makes a folder a Git repository with a commit of all that is in it. */
function repositoryIn(root: string): void {
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'commit.gpgsign=false'];
  for (const args of [
    ['init', '-q', '-b', 'main'],
    ['add', '.'],
    ['commit', '-q', '-m', 'first'],
  ]) {
    execFileSync('git', ['-C', root, ...who, ...args], { stdio: 'pipe' });
  }
}

describe('karst test --new', () => {
  const SEED = path.join(ROOT, 'content');
  const EVTX = path.join(ROOT, 'examples', 'logs', 'ts-02-sysmon.evtx');

  test('makes a test of the built-in detection that passes, of the two events that it needs', async () => {
    const root = path.join(scratch.path, 'seed');
    cpSync(SEED, root, { recursive: true });
    const file = path.join(root, 'detections', 'endpoint', 'process_writing_dynamicwrapperx.yml');
    const before = readFileSync(file, 'utf8');
    const { exitCode, stdout } = await karst(['test', '--new', file, '--from', EVTX]);
    const sidecar = file.replace('.yml', '.karst.yml');
    const recording = path.join(root, 'tests', 'data', 'process_writing_dynamicwrapperx.log');
    expect(exitCode).toBe(0);
    expect(jsonLines(stdout)).toEqual([
      expect.objectContaining({
        test: 'Recorded Test',
        files: [recording, sidecar],
        events: { read: 802, before: expect.any(Number), after: 2 },
        smallest: true,
      }),
    ]);
    const lines = readFileSync(recording, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => /<EventID>(\d+)</.exec(line)?.[1]).sort()).toEqual(['1', '11']);
    expect(readFileSync(file, 'utf8')).toBe(before);
    const tested = await karst(['test', file, sidecar, '--offline']);
    expect(jsonLines(tested.stdout).map(({ test: name, status, rows }) => [name, status, rows])).toEqual([
      ['True Positive Test', 'error', null],
      ['Recorded Test', 'pass', 1],
    ]);
    expect(await karst(['test', '--new', file, '--from', EVTX])).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringContaining('"Process Writing DynamicWrapperX" has a test "Recorded Test"'),
    });
    const again = await karst(['test', '--new', file, '--from', EVTX, '--force']);
    expect(again.exitCode).toBe(0);
    expect(readFileSync(recording, 'utf8').trimEnd().split('\n')).toEqual(lines);
  }, 60_000);

  test('adds it to a detection of ESCU 6, of each source a recording', async () => {
    const root = path.join(scratch.path, 'six');
    mkdirSync(path.join(root, 'detections'), { recursive: true });
    const file = path.join(root, 'detections', 'both.yml');
    const finding = 'finding: { title: "on $dest$", entity: { field: dest, type: system, score: 50 } }';
    const search =
      '(sourcetype=XmlWinEventLog whoami.exe) OR needle | eval dest="x" | stats count by dest | where count=2';
    writeFileSync(
      file,
      `# kept as it is\nname: Both\ntype: TTP\nstatus: production\nsearch: '${search}'\n${finding} # too\n`,
    );
    const before = readFileSync(file, 'utf8');
    const [events, text] = ['events.log', 'text.log'].map((name) => path.join(scratch.path, name));
    writeFileSync(events ?? '', notepad('ws-01') + whoami('ws-01') + notepad('ws-02'));
    const other = Array.from(
      { length: 50 },
      (_, at) => `2024-10-17T07:30:${String(at).padStart(2, '0')}Z line ${at}\n`,
    );
    writeFileSync(text ?? '', `${other.join('')}2024-10-17T07:31:00Z the needle\n`);
    const made = await karst(['test', '--new', file, '--from', events ?? '', text ?? '']);
    expect({ exitCode: made.exitCode, stderr: made.stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(jsonLines(made.stdout)[0]?.['events']).toMatchObject({ read: 54, after: 2 });
    const after = readFileSync(file, 'utf8');
    expect(after.startsWith(before)).toBe(true);
    const [one] = (parseYaml(after) as { tests: Record<string, unknown>[] }).tests;
    expect(one).toMatchObject({ test_type: 'unit', name: 'Recorded Test', expected_results: 1 });
    expect(one?.['attack_data']).toHaveLength(2);
    expect((await karst(['test', file])).exitCode).toBe(0);
  });

  test('says why none can be made', async () => {
    const file = path.join(REPOSITORY, 'detections', 'endpoint', 'untested.yml');
    const log = path.join(scratch.path, 'quiet.log');
    writeFileSync(log, notepad('ws-01'));
    expect(await karst(['test', '--new', file, '--from', log])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('"Untested" found nothing in these logs'),
    });
    expect((await karst(['test', '--new', file])).stderr).toContain('--new needs logs in which the detection fires');
    expect((await karst(['test', '--new', '--from', log])).stderr).toContain('--new makes a test of one detection');
    expect((await karst(['test', file, '--force'])).stderr).toContain('--force is for making a test');
    expect((await karst(['test', '--new', file, '--attack-data', '.', '--from', log])).stderr).toContain(
      '--attack-data is for running tests, not for making one',
    );
  });
});

describe('the page about testing', () => {
  const PAGE = readFileSync(path.join(ROOT, 'docs', 'testing.md'), 'utf8');
  const commands = [...PAGE.matchAll(/^```\n([^`]*)^```/gm)].flatMap(([, block = '']) => block.trim().split('\n'));

  test('has commands that all run', async () => {
    const root = path.join(scratch.path, 'page');
    for (const folder of ['detections/endpoint', 'macros', 'data', 'attack_data/datasets/a', 'ordinary-week']) {
      mkdirSync(path.join(root, folder), { recursive: true });
    }
    const detection = (name: string, data: string): string =>
      `name: ${name}\ntype: TTP\nstatus: production\nsearch: '${SEARCH}'\n${RBA}${TAGS}tests: [${one(data)}]\n`;
    const put = (file: string, text: string): void => writeFileSync(path.join(root, file), text);
    put('data/whoami.log', whoami('ws-01'));
    put('detections/endpoint/new_detection.yml', detection('New Detection', 'data/whoami.log'));
    put('ordinary-week/web.log', notepad('ws-01'));
    put('benign.yml', 'logs: [{ path: ordinary-week/web.log, host: web-01 }]\n');
    put('recorded.log', notepad('ws-01') + whoami('ws-01'));
    put('attack_data/datasets/a/whoami.log', whoami('ws-01'));
    for (const folder of ['detections', 'macros'])
      mkdirSync(path.join(root, 'security_content', folder), { recursive: true });
    put('security_content/detections/far.yml', detection('Far', `${ADDRESS}/a/whoami.log`));
    repositoryIn(root);
    execFileSync('git', ['-C', root, 'update-ref', 'refs/remotes/origin/main', 'HEAD'], { stdio: 'pipe' });
    expect(commands.length).toBeGreaterThan(7);
    const bin = path.join(ROOT, 'dist', 'cli', 'main.js');
    for (const command of commands) {
      const [name, ...args] = command.split(' ');
      expect(name).toBe('karst');
      // It throws with what the command said, where it fails.
      execFileSync(process.execPath, [bin, ...args], { cwd: root, stdio: 'pipe' });
    }
    expect(existsSync(path.join(root, 'results.xml'))).toBe(true);
  }, 60_000);
});
