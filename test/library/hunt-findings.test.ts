import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type HuntOptions, hunt } from '../../src/library/index.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'karst-hunt-'));
  putContent();
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function put(name: string, text: string): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** Three logons of kim on one host within the hour, one later, and one of ivo. */
const LOGS = [
  { timestamp: '2024-05-01T10:00:00Z', dest: 'ws-01', user: 'kim' },
  { timestamp: '2024-05-01T10:20:00Z', dest: 'ws-01', user: 'kim' },
  { timestamp: '2024-05-01T10:40:00Z', dest: 'ws-02', user: 'kim' },
  { timestamp: '2024-05-01T11:00:00Z', dest: 'ws-01', user: 'kim' },
  { timestamp: '2024-05-01T10:00:00Z', dest: 'ws-01', user: 'ivo' },
];

function detection(name: string, spl: string, more: object = {}): void {
  const rba = {
    message: 'Seen on $dest$.',
    risk_objects: [{ field: 'dest', type: 'system', score: 40 }],
    threat_objects: [],
  };
  const file = {
    name,
    type: 'TTP',
    status: 'production',
    search: spl,
    rba,
    tags: { mitre_attack_id: ['T1059'], ...more },
  };
  put(`content/detections/${name.toLowerCase()}.yml`, JSON.stringify(file));
}

function putContent(): void {
  detection('Logons', 'user=* | table _time dest user | `logons_filter`', {
    throttling: { fields: ['user'], period: '1h' },
    asset_type: 'Endpoint',
  });
  detection('Nothing', 'user=nobody | table _time dest user', { asset_type: 'Web Server' });
  detection('Elsewhere', '| tstats count from datamodel=Web.Web by Web.dest');
  put('logs/events.jsonl', LOGS.map((one) => `${JSON.stringify(one)}\n`).join(''));
}

async function run(more: Partial<HuntOptions> = {}) {
  const paths = { logs: [path.join(folder, 'logs')], content: [path.join(folder, 'content')] };
  const { findings, summary, detections, risk, notices } = await hunt({ ...paths, now: '2024-05-02', ...more });
  const told = findings.map(
    ({ first_time, result }) => `${first_time?.slice(11, 16)} ${result['user']} ${result['dest']}`,
  );
  return {
    told,
    summary,
    risk,
    notices,
    states: detections.map(({ detection: { name }, state }) => `${name} ${state}`),
  };
}

describe('throttling', () => {
  test('equal values within the period are told once, and are no risk', async () => {
    const { told, summary, risk } = await run();
    expect(told.toSorted()).toEqual(['10:00 ivo ws-01', '10:00 kim ws-01', '11:00 kim ws-01']);
    expect(summary).toMatchObject({ findings: 3, throttled: 2 });
    expect(risk).toMatchObject([{ value: 'ws-01', score: 120, findings: 3, detections: ['Logons'] }]);
  });

  test('on demand everything is told', async () => {
    const { told, summary } = await run({ ignoreThrottling: true });
    expect(told).toHaveLength(5);
    expect(summary).toMatchObject({ findings: 5, throttled: 0 });
  });

  test('the events of findings stay theirs', async () => {
    const options = { logs: [path.join(folder, 'logs')], content: [path.join(folder, 'content')], events: 5 };
    const { findings } = await hunt(options);
    expect(findings).toHaveLength(3);
    for (const { events = [], result, first_time } of findings) {
      expect(events.map(({ raw }) => JSON.parse(raw))).toEqual([
        { timestamp: first_time, dest: result['dest'], user: result['user'] },
      ]);
    }
  });

  test('a period that is none throttles nothing, and is told', async () => {
    detection('Logons', 'user=* | table _time dest user', { throttling: { fields: ['user'], period: '1 week' } });
    const { told, notices } = await run({ select: { types: ['TTP'], exclude: ['Nothing', 'Elsewhere'] } });
    expect(told).toHaveLength(5);
    expect(notices).toEqual([
      { message: '"1 week" is no period: the detection is not throttled', detections: ['Logons'] },
    ]);
  });
});

describe('selection and states', () => {
  test('clean and blind are told apart', async () => {
    const { states, summary } = await run();
    expect(states).toEqual(['Elsewhere blind', 'Logons fired', 'Nothing ran']);
    expect(summary.detections).toMatchObject({ loaded: 3, ran: 3, fired: 1, clean: 1, blind: 1 });
    expect(summary.unrecognised).toBe(5);
  });

  test('only what is selected is run', async () => {
    const { states, summary } = await run({ select: { tags: ['asset_type=Endpoint'] } });
    expect(states).toEqual(['Logons fired']);
    expect(summary.detections).toMatchObject({ loaded: 3, selected: 1, ran: 1 });
  });

  test('a range of time holds', async () => {
    const { told } = await run({ earliest: '2024-05-01T10:30:00Z', latest: '2024-05-01T11:00:00Z' });
    expect(told).toEqual(['10:40 kim ws-02']);
  });

  test('a name that selects nothing is refused', async () => {
    await expect(run({ select: { exclude: ['Logon'] } })).rejects.toMatchObject({ code: 'CT009' });
  });
});

test('thresholds of risk are tried', async () => {
  const { summary } = await run({ whatIf: [{ threshold: 80 }, { threshold: 120, windowSeconds: 600 }] });
  expect(summary.what_if).toEqual([
    {
      threshold: 80,
      window_seconds: null,
      entities: [
        {
          type: 'system',
          value: 'ws-01',
          score: 120,
          first_reached: '2024-05-01T10:00:00Z',
          reached_by: [{ detection: 'Logons', findings: 2, score: 80 }],
        },
      ],
      timeless: 0,
      beyond: 0,
    },
    { threshold: 120, window_seconds: 600, entities: [], timeless: 0, beyond: 0 },
  ]);
});

describe('tuning', () => {
  function tuning(...lines: readonly string[]): readonly string[] {
    return [put('tuning.yml', lines.join('\n'))];
  }

  test('suppressed results are no findings, no risk, and hold back no others', async () => {
    const { told, summary, risk } = await run({
      tuning: tuning(
        'suppressions:',
        "  - {detection: logons, where: 'user=KIM dest=ws-0?', reason: known, expires: 2024-05-01}",
        "  - {detection: '*', where: '_time<=1714557600 AND user=kim', reason: known, expires: 2024-05-02}",
        "  - {detection: Nothing, where: 'a=1', reason: known, expires: never}",
        "  - {detection: Gone, where: 'a=1', reason: known, expires: never}",
      ),
    });
    expect(told.toSorted()).toEqual(['10:00 ivo ws-01', '10:20 kim ws-01']);
    expect(risk).toMatchObject([{ value: 'ws-01', score: 80 }]);
    expect(summary).toMatchObject({ findings: 2, throttled: 2, suppressed: 1 });
    expect(summary.suppressions?.map(({ state, suppressed }) => [state, suppressed])).toEqual([
      ['expired', 0],
      ['used', 1],
      ['unused', 0],
      ['unknown', 0],
    ]);
  });

  test('macros take the place of those of the content, and detections are left out', async () => {
    const files = tuning('macros:', '  logons_filter: search user=ivo', 'exclude: [Nothing, Elsewhere]');
    const { told, states } = await run({ tuning: files });
    expect(told).toEqual(['10:00 ivo ws-01']);
    expect(states).toEqual(['Logons fired']);
  });

  test('what the content does not have is told', async () => {
    const { notices } = await run({ tuning: tuning('macros: {logon_filter: search x=1}', 'exclude: [Nothin]') });
    expect(notices.map(({ message }) => message)).toEqual([
      'the content has no macro "logon_filter" to tune: did you mean "logons_filter"?',
      'the content has no detection "Nothin" to exclude: did you mean "Nothing"?',
    ]);
  });

  test('a detection whose results are all suppressed is not clean', async () => {
    const all = "suppressions: [{detection: Logons, where: 'user=*', reason: known, expires: never}]";
    const { summary, states } = await run({ tuning: tuning(all) });
    expect(states).toContain('Logons ran');
    expect(summary).toMatchObject({ findings: 0, suppressed: 5, detections: { clean: 1, fired: 0 } });
  });

  test('an expression that does not parse is shown at its place', async () => {
    const files = tuning('suppressions:', "  - {detection: X, where: 'a=1 | stats count', reason: r, expires: never}");
    await expect(run({ tuning: files })).rejects.toMatchObject({ code: 'SPL113', details: { file: files[0] } });
  });
});
