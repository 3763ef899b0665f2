import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DetectionDiff, diff } from '../../src/library/index.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'karst-diff-'));
  put(
    'logs/logins.json',
    [
      { time: '2024-10-17T09:00:00Z', user: 'kim', action: 'failure', tries: 7 },
      { time: '2024-10-17T09:00:01Z', user: 'ivo', action: 'failure', tries: 1 },
      { time: '2024-10-17T09:00:02Z', user: 'mei', action: 'success', tries: 2 },
    ]
      .map((event) => `${JSON.stringify(event)}\n`)
      .join(''),
  );
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function put(name: string, text: string): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

interface Written {
  readonly name?: string;
  readonly id?: string;
  readonly search?: string;
  readonly message?: string;
  readonly score?: number;
  readonly techniques?: string;
  readonly version?: number;
}

const ID = '5f5d0b4e-1b2c-4c58-9c6e-0d6c7b3c9a11';

/** A detection in the form of version 5 of the format. */
function detection({
  name = 'Failed Logins',
  id = ID,
  search = 'sourcetype=app action=failure | stats sum(tries) AS tries BY user',
  message = '$user$ failed $tries$ times',
  score = 40,
  techniques = 'T1110',
  version = 1,
}: Written): string {
  return `name: ${name}
id: ${id}
version: ${version}
date: '2024-10-17'
author: Karst
status: production
type: TTP
description: Logins that fail.
data_source: []
search: '${search}'
how_to_implement: Nothing.
known_false_positives: None.
references: []
rba:
  message: ${message}
  risk_objects:
    - field: user
      type: user
      score: ${score}
  threat_objects: []
tags:
  analytic_story: [Logins]
  asset_type: Endpoint
  mitre_attack_id: [${techniques}]
  product: [Splunk Enterprise]
  security_domain: access
tests: []
`;
}

async function compare(old: string, current: string) {
  const at = (name: string): string => path.join(folder, name);
  const found = await diff({ old: at(old), new: at(current), logs: [at('logs')], sourcetype: 'app', now: 0 });
  expect(found.events).toBe(3);
  return found.detections;
}

async function compareTexts(old: Written, current: Written): Promise<DetectionDiff> {
  put('old/a.yml', detection(old));
  put('new/a.yml', detection(current));
  const [first, ...others] = await compare('old/a.yml', 'new/a.yml');
  expect(others).toEqual([]);
  if (first === undefined) throw new Error('no detection was compared');
  return first;
}

test('two versions that are the same are not run', async () => {
  expect(await compareTexts({}, {})).toMatchObject({ state: 'same', rows: null, details: [], risk: [], problems: {} });
});

test('another word of the description changes nothing, a search that is written otherwise is compared', async () => {
  const search = 'action=failure sourcetype=app | stats sum(tries) AS tries BY user';
  const found = await compareTexts({}, { search });
  expect(found).toMatchObject({
    state: 'same',
    rows: { old: 2, new: 2, identity: ['user'], added: 0, removed: 0, changed: 0 },
  });
});

describe('rows', () => {
  test('are told apart by the fields of the last BY clause', async () => {
    const found = await compareTexts(
      {},
      { search: 'sourcetype=app | stats sum(tries) AS tries BY user | where user!="ivo"' },
    );
    expect(found).toMatchObject({
      state: 'changed',
      rows: {
        old: 2,
        new: 2,
        identity: ['user'],
        added: 1,
        removed: 1,
        changed: 0,
        addedRows: [{ user: 'mei', tries: 2 }],
        removedRows: [{ user: 'ivo', tries: 1 }],
      },
      risk: [
        { type: 'user', value: 'ivo', old: 40, new: null },
        { type: 'user', value: 'mei', old: null, new: 40 },
      ],
    });
  });

  test('that changed are told field by field, and with their message', async () => {
    const found = await compareTexts(
      {},
      { search: 'sourcetype=app action=failure | stats max(eval(tries*2)) AS tries BY user' },
    );
    expect(found.rows).toMatchObject({ added: 0, removed: 0, changed: 2 });
    expect(found.rows?.changedRows[0]).toEqual({
      identity: { user: 'ivo' },
      fields: [{ field: 'tries', old: 1, new: 2 }],
      message: { old: 'ivo failed 1 times', new: 'ivo failed 2 times' },
    });
    expect(found.risk).toEqual([]);
  });

  test('without statistics are the same where all their fields are', async () => {
    const search = 'sourcetype=app action=failure | table user';
    const found = await compareTexts({ search }, { search: `${search} | search user=kim` });
    expect(found.rows).toMatchObject({ identity: null, removed: 1, removedRows: [{ user: 'ivo' }], changed: 0 });
  });

  test('are told apart by what both sides group by', async () => {
    const found = await compareTexts(
      {},
      { search: 'sourcetype=app action=failure | stats sum(tries) AS tries BY user action' },
    );
    expect(found.rows).toMatchObject({ identity: ['user'], added: 0, removed: 0, changed: 2 });
    expect(found.rows?.changedRows[1]?.fields).toEqual([{ field: 'action', old: null, new: 'failure' }]);
  });
});

test('what they say of themselves: score, severity, message, techniques', async () => {
  const found = await compareTexts({}, { score: 80, message: '$user$ fails', techniques: 'T1110, T1078', version: 2 });
  expect(found.details).toEqual([
    { field: 'version', old: 1, new: 2 },
    { field: 'severity', old: 'low', new: 'high' },
    { field: 'risk score', old: 40, new: 80 },
    { field: 'risk objects', old: 'user (user) 40', new: 'user (user) 80' },
    { field: 'message', old: '$user$ failed $tries$ times', new: '$user$ fails' },
    { field: 'techniques', old: 'T1110', new: 'T1078, T1110' },
  ]);
  expect(found.risk).toEqual([
    { type: 'user', value: 'ivo', old: 40, new: 80 },
    { type: 'user', value: 'kim', old: 40, new: 80 },
  ]);
});

test('a side that does not compile is told with its place, and the other one is run all the same', async () => {
  const found = await compareTexts({}, { search: 'sourcetype=app | stast count BY user' });
  expect(found).toMatchObject({ state: 'failed', rows: { old: 2, new: 0, removed: 2 } });
  expect(found.problems.old).toBeUndefined();
  expect(found.problems.new).toMatchObject({ code: 'SPL104', message: 'unknown command "stast"' });
  expect(found.problems.new?.details.file).toMatch(/new.a\.yml$/);
});

test('two sides that cannot run for the same reason do not differ', async () => {
  const search = 'sourcetype=app | sendalert x';
  const found = await compareTexts({ search }, { search: `${search} ` });
  expect(found.state).toBe('same');
  expect(found.problems.new?.code).toBe('SPL301');
});

test('detections of folders belong together by id, else by name, else by file', async () => {
  const other = '11111111-1111-4111-8111-111111111111';
  put('old/renamed.yml', detection({ name: 'Old Name' }));
  put('new/moved/renamed.yml', detection({ name: 'New Name' }));
  put('old/b.yml', detection({ name: 'Same Name', id: other }));
  put('new/c.yml', detection({ name: 'Same Name', id: '22222222-2222-4222-8222-222222222222' }));
  put('old/d.yml', detection({ name: 'Before', id: '33333333-3333-4333-8333-333333333333' }));
  put('new/d.yml', detection({ name: 'After', id: '44444444-4444-4444-8444-444444444444' }));
  put('old/gone.yml', detection({ name: 'Gone', id: '55555555-5555-4555-8555-555555555555' }));
  put('new/fresh.yml', detection({ name: 'Fresh', id: '66666666-6666-4666-8666-666666666666' }));
  const found = await compare('old', 'new');
  expect(found.map(({ name, state, rows }) => [name, state, rows === null ? null : [rows.old, rows.new]])).toEqual([
    ['After', 'changed', null],
    ['Fresh', 'added', [0, 2]],
    ['Gone', 'removed', [2, 0]],
    ['New Name', 'changed', null],
    ['Same Name', 'same', null],
  ]);
});

test('each side has the lookups and macros of its own repository', async () => {
  const search = '`logins` | lookup known user OUTPUT team | where isnotnull(team) | table user team';
  for (const side of ['old', 'new']) {
    put(`${side}/detections/a.yml`, detection({ search }));
    put(`${side}/macros/logins.yml`, 'name: logins\ndefinition: sourcetype=app\ndescription: Logins.\n');
    put(`${side}/lookups/known.yml`, 'name: known\nfilename: known.csv\ndescription: Known users.\n');
  }
  put('old/lookups/known.csv', 'user,team\nkim,red\n');
  put('new/lookups/known.csv', 'user,team\nkim,red\nmei,blue\n');
  const [found] = await compare('old', 'new');
  expect(found).toMatchObject({
    state: 'changed',
    rows: { old: 1, new: 2, addedRows: [{ user: 'mei', team: 'blue' }] },
  });
  cpSync(path.join(folder, 'old/lookups'), path.join(folder, 'new/lookups'), { recursive: true });
  expect(readFileSync(path.join(folder, 'new/lookups/known.csv'), 'utf8')).not.toContain('mei');
  expect((await compare('old', 'new'))[0]).toMatchObject({ state: 'same', rows: { old: 1, new: 1 } });
});
