import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Why, why } from '../../src/library/index.ts';

let folder = '';

function put(name: string, text: string): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** Logins of four users, of which one failed often. */
const EVENTS = [
  { time: '2024-10-17T09:00:00Z', user: 'kim', action: 'failure', src: '10.0.0.1', tries: 7, host: 'ws-07' },
  { time: '2024-10-17T09:00:01Z', user: 'ivo', action: 'success', src: '10.0.0.2', tries: 1, host: 'ws-08' },
  { time: '2024-10-17T09:00:02Z', user: 'Mei', action: 'failure', src: '10.0.0.3', tries: 2, host: 'ws-09' },
  { time: '2024-10-17T09:00:03Z', user: 'dana', action: 'success', src: '10.0.0.1', tries: 3, host: 'ws-10' },
];

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'karst-why-'));
  put('logs/logins.json', EVENTS.map((event) => `${JSON.stringify(event)}\n`).join(''));
  put('content/macros/logins.yml', 'name: logins\ndefinition: sourcetype=app:login\ndescription: Where logins are.\n');
  put('content/lookups/staff.yml', 'name: staff\nfilename: staff.csv\ndescription: Who works here.\n');
  put('content/lookups/staff.csv', 'login,team\nmei,blue\nola,red\n');
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function whyOf(spl: string): Promise<Why> {
  const logs = [path.join(folder, 'logs')];
  return why({ search: { spl }, logs, content: [path.join(folder, 'content')], sourcetype: 'app', now: 0 });
}

/** The rows behind each stage, those inside others behind their own. */
function rowsOf({ stages }: Pick<Why, 'stages'>): Record<string, number> {
  return Object.fromEntries(
    stages.flatMap((stage) => [[stage.number, stage.rows], ...Object.entries(rowsOf({ stages: stage.inside }))]),
  );
}

function firstReason({ emptied }: Why) {
  const [first] = emptied;
  if (first === undefined) throw new Error('no stage let nothing through');
  return first;
}

test('a search that matches tells the rows behind each command, and no reasons', async () => {
  const found = await whyOf('action=failure | stats sum(tries) AS tries BY user | where tries > 5');
  expect(rowsOf(found)).toEqual({ 1: 2, 2: 2, 3: 1 });
  expect(found).toMatchObject({ rows: 1, events: 4, emptied: [] });
  expect(found.stages[2]).toMatchObject({
    command: 'where',
    text: 'where tries > 5',
    place: { line: 1, column: 54 },
    rowsIn: 2,
  });
});

describe('conditions', () => {
  test('near misses fail one condition alone, and are shown with what they have there', async () => {
    const { gate, says } = firstReason(await whyOf('action=failure src=10.0.0.1 user!=kim'));
    expect(gate?.rows).toBe(4);
    expect(gate?.conditions.map(({ text, passing, nearMisses }) => [text, passing, nearMisses])).toEqual([
      ['action=failure', 2, 1],
      ['src=10.0.0.1', 2, 1],
      ['user!=kim', 3, 1],
    ]);
    expect(gate?.conditions[0]?.samples).toEqual([
      { time: 1729155603, host: expect.any(String), values: { action: 'success' }, raw: JSON.stringify(EVENTS[3]) },
    ]);
    expect(says[0]).toMatch(/^1 event fails action=failure alone: action is "success" on .* at 2024-10-17T09:00:03Z$/);
  });

  test('a condition that no event meets is told with the values that there are, and the nearest', async () => {
    const { says, gate } = firstReason(await whyOf('action=failure user=kin'));
    expect(gate?.conditions[1]).toMatchObject({ passing: 0, nearMisses: 2, fields: [{ name: 'user', present: 4 }] });
    expect(says).toEqual([
      'none of 4 events meets user=kin: user is "Mei" (1), "kim" (1) in the 2 events that meet the rest; did you mean "kim"?',
    ]);
  });

  test('of one negated group each part is a condition', async () => {
    const { gate } = firstReason(await whyOf('action=failure NOT (user=kim OR user=mei)'));
    expect(gate?.conditions.map(({ text, passing, nearMisses }) => [text, passing, nearMisses])).toEqual([
      ['action=failure', 2, 2],
      ['NOT user=kim', 3, 1],
      ['NOT user=mei', 3, 1],
    ]);
  });

  test('alternatives are judged one by one', async () => {
    const { gate, says } = firstReason(await whyOf('(action=failure user=ivo) OR (action=success user=kim)'));
    expect(
      gate?.conditions[0]?.alternatives.map(({ conditions }) => conditions.map(({ nearMisses }) => nearMisses)),
    ).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect(says.join('\n')).toContain('of the alternative action=failure AND user=ivo: 2 events fail user=ivo alone');
  });

  test('where no event fails one condition alone, the nearest ones are told', async () => {
    const { gate, says } = firstReason(await whyOf('action=success user=kim tries=2'));
    expect(gate).toMatchObject({ fewest: 2 });
    expect(gate?.nearest.map(({ fails }) => fails)).toEqual([
      [1, 2],
      [0, 1],
      [1, 2],
    ]);
    expect(says.at(-1)).toMatch(/^every event fails 2 conditions or more, the nearest one /);
  });

  test('of a threshold the range is told that there is', async () => {
    const { stage, says } = firstReason(await whyOf('* | stats sum(tries) AS total BY action | where total > 10'));
    expect(stage).toBe('3');
    expect(says).toEqual(['none of 2 rows meets total > 10: total is from 4 to 9']);
  });

  test('a range of time is a condition', async () => {
    const found = await whyOf('earliest=2024 action=failure | head 1');
    expect(found.rows).toBe(1);
    const late = firstReason(await whyOf('earliest=1729155700 action=failure'));
    expect(late.gate?.conditions[0]).toMatchObject({
      text: '_time is from 2024-10-17T09:01:40.000Z',
      passing: 0,
      nearMisses: 2,
    });
  });

  test('where compares with case, and says so', async () => {
    const { says } = firstReason(await whyOf('* | where user="mei" AND action="failure"'));
    expect(says[0]).toContain('none of 4 rows meets user="mei"');
    expect(says[0]).toContain('did you mean "Mei"?');
  });
});

describe('fields', () => {
  test('of another name or case', async () => {
    const { missing, says } = firstReason(await whyOf('User=kim'));
    expect(missing).toEqual([{ name: 'User', near: 'user' }]);
    expect(says).toEqual(['none of 4 events meets User=kim: no event has a value of User; did you mean user?']);
  });

  test('that an earlier command left out', async () => {
    const { stage, missing, says } = firstReason(await whyOf('* | stats count BY user | search src=10.0.0.1'));
    expect({ stage, missing }).toEqual({ stage: '3', missing: [{ name: 'src', droppedBy: '2' }] });
    expect(says).toEqual(['none of 4 rows meets src=10.0.0.1: no row has src any more: stage 2 leaves it out']);
  });

  test('that a command should have made', async () => {
    const { missing } = firstReason(await whyOf('* | eval name=login | where name="kim"'));
    expect(missing).toEqual([{ name: 'name', madeBy: '2' }]);
  });

  test('that stats groups by, and that no row has', async () => {
    const { stage, gate } = firstReason(await whyOf('* | stats count BY action usr'));
    expect(stage).toBe('2');
    expect(gate?.conditions.map(({ text, passing }) => [text, passing])).toEqual([
      ['action has a value', 4],
      ['usr has a value', 0],
    ]);
  });
});

describe('sources', () => {
  test('a macro that asks for a sourcetype that is not there', async () => {
    const { gate, says } = firstReason(await whyOf('`logins` action=failure'));
    expect(gate?.conditions[0]?.place).toEqual({
      line: 1,
      column: 1,
      macro: {
        name: 'logins',
        definition: 'sourcetype=app:login',
        file: path.join(folder, 'content/macros/logins.yml'),
      },
    });
    expect(says[0]).toMatch(
      /^none of 4 events meets sourcetype=app:login \(macro logins in .*logins\.yml\): sourcetype is "app" \(2\) in the 2 events that meet the rest$/,
    );
  });

  test('a dataset that no event belongs to', async () => {
    const { says } = firstReason(await whyOf('| tstats count from datamodel=Endpoint.Processes by Processes.dest'));
    expect(says).toEqual(['no event belongs to Endpoint.Processes: the events belong to no dataset; they are app (4)']);
  });
});

test('a command that begins a search and asks nothing says what it reads', async () => {
  const model = firstReason(await whyOf('| from datamodel:Web.Web'));
  expect(model.says).toEqual(['no event belongs to Web.Web: the events belong to no dataset; they are app (4)']);
  const lookup = firstReason(await whyOf('| inputlookup staff where team=green'));
  expect(lookup.says).toEqual(['none of the rows of the lookup staff is left']);
});

describe('keys', () => {
  test('of a lookup that does not have them, or in another case', async () => {
    const { stage, keys, says } = firstReason(
      await whyOf('* | lookup staff login AS user OUTPUT team | where team="blue"'),
    );
    expect(stage).toBe('3');
    expect(keys).toMatchObject({
      stage: '2',
      lookup: 'staff',
      matched: 0,
      matchedCaseless: 1,
      left: { keys: ['user'], rows: 4, withKeys: 4 },
      right: { keys: ['login'], rows: 2, absent: [] },
    });
    expect(says[0]).toContain('the lookup staff: 4 of 4 rows have user, 0 matched');
    expect(says[0]).toContain('1 would match if letters were not told apart');
  });

  test('of a join whose sides have none in common', async () => {
    const { keys, says } = firstReason(
      await whyOf('action=failure | join user [ search action=success | fields user tries ]'),
    );
    expect(keys).toMatchObject({
      stage: '2',
      left: { rows: 2, withKeys: 2 },
      right: { rows: 2, withKeys: 2 },
      matched: 0,
    });
    expect(says[0]).toMatch(/^2 rows on the left, 2 on the right, no user in common; left .*"kim".*; right .*"ivo"/);
  });

  test('of a join that one side does not have', async () => {
    const { says } = firstReason(await whyOf('action=failure | join user [ search action=success | fields src ]'));
    expect(says).toEqual(['no row of the search inside it has user']);
  });

  test('a search inside a command is followed to its first empty stage', async () => {
    const found = await whyOf(
      'action=failure | join user [ search action=denied | fields user ] | stats count BY user',
    );
    expect(rowsOf(found)).toEqual({ 1: 2, 2: 0, 2.1: 0, 2.2: 0, 3: 0 });
    expect(found.emptied.map(({ stage }) => stage)).toEqual(['2.1', '2']);
    expect(found.emptied[1]?.says).toEqual(['the search inside it found nothing: see stage 2.1']);
  });

  test('a search inside that found nothing and did no harm is no reason', async () => {
    const found = await whyOf('action=failure | append [ search action=denied ] | where user="nobody"');
    expect(found.emptied.map(({ stage }) => stage)).toEqual(['3']);
  });
});

test('a row that stats makes of nothing does not hide the stage before it', async () => {
  const found = await whyOf('action=denied | stats count | where count > 0');
  expect(rowsOf(found)).toEqual({ 1: 0, 2: 1, 3: 0 });
  expect(found.emptied.map(({ stage }) => stage)).toEqual(['1', '3']);
});

test('a search that cannot be planned is told with its place', async () => {
  await expect(whyOf('action=failure | lookup nowhere user')).rejects.toMatchObject({ code: 'SPL203' });
});
