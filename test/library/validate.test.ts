import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { CHECKS } from '../../src/library/checks/index.ts';
import { type ValidatedFile, validate } from '../../src/library/index.ts';
import { PUBLISHER_OFF } from '../support/publisher-off.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder of these files. */
function repository(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(path.join(tmpdir(), 'karst-validate-'));
  folders.push(root);
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return root;
}

function detection(search: string, name = 'One'): string {
  return `name: ${name}\nid: 0b8a7c1e-0000-4000-8000-000000000001\ntype: Hunting\nsearch: ${search}\n`;
}

function macro(name: string, definition: string): string {
  return `name: ${name}\ndefinition: ${definition}\n`;
}

/** The findings of the only detection. */
async function findingsOf(search: string, files: Readonly<Record<string, string>> = {}) {
  const root = repository({ 'detections/one.yml': detection(search), ...files });
  const { files: validated } = await validate({ paths: [root], levels: PUBLISHER_OFF });
  const found = validated.find(({ kind }) => kind === 'detection');
  return (found?.errors ?? []).map(({ problem: _, ...rest }) => rest);
}

describe('a search', () => {
  test('is valid when the database has run it without events', async () => {
    const search = "'`mine` | stats count by user | lookup seen user OUTPUT n | where n > 1'";
    const found = await findingsOf(search, {
      'macros/mine.yml': macro('mine', 'index=main'),
      'lookups/seen.yml': 'name: seen\nlookup_type: csv\ndescription: d\n',
      'lookups/seen.csv': 'user,n\nann,2\n',
    });
    expect(found).toEqual([]);
  });

  test.each([
    ['a folded block', '>-\n  index=main\n  | statz count', 6],
    ['a literal block', '|\n  index=main\n  | statz count', 6],
    ['quotes over two lines', "'index=main\n  | statz count'", 5],
    ['a plain scalar', 'index=main\n  | statz count', 5],
  ])('has its errors at their place in the file: %s', async (_, search, line) => {
    expect(await findingsOf(search)).toMatchObject([
      { code: 'SPL104', severity: 'error', line, column: 5, hint: 'the nearest command is "stats"' },
    ]);
  });

  test('shows an error inside a macro at the call, and names the macro', async () => {
    const found = await findingsOf('index=main | `mine`', { 'macros/mine.yml': macro('mine', 'statz count') });
    expect(found).toMatchObject([{ code: 'SPL104', line: 4, column: 22 }]);
    expect(found[0]?.message).toContain('in the macro "mine"');
  });

  test.each([
    ['a macro', 'index=main | `nowhere`', 'SPL111'],
    ['a lookup', 'index=main user=ann | lookup nowhere user', 'SPL203'],
    ['a data model', "'| tstats count from datamodel=Nowhere.Things where Things.user=ann'", 'SPL202'],
    ['an eval function', 'index=main | eval a=coalezce(b, c)', 'SPL107'],
    ['a wrong number of arguments', 'index=main | eval a=if(b)', 'SPL108'],
    ['what makes no sense without a server', "'| rest /services/server/info'", 'SPL301'],
  ])('that names %s which is not there is an error', async (_, search, code) => {
    expect(await findingsOf(search)).toMatchObject([{ code, severity: 'error', line: 4 }]);
  });

  test('that names a field its data model lacks is warned of, with the nearest one', async () => {
    const search = "'| tstats count from datamodel=Endpoint.Processes where Processes.user=ann by Processes.destt'";
    const found = await findingsOf(search);
    expect(found.filter(({ code }) => code === 'SPL204')).toEqual([
      {
        code: 'SPL204',
        severity: 'warning',
        message: expect.stringContaining('"Processes.destt"'),
        line: 4,
        column: 87,
        hint: expect.stringContaining('"Processes.dest"'),
      },
    ]);
  });

  test('in stages has each of them run, and one that requires results is not blamed for having none', async () => {
    const search = "'index=main | chart count over user by host | foreach * [eval <<FIELD>>=1] | require'";
    expect(await findingsOf(search)).toEqual([]);
  });

  test('writes nothing to lookups', async () => {
    const search = "'| inputlookup seen | eval n=1 | outputlookup seen'";
    const reading = detection("'| inputlookup seen | stats count by user'", 'Two');
    const found = await findingsOf(search, {
      'baselines/two.yml': reading.replace('Hunting', 'Baseline'),
      'lookups/seen.yml': 'name: seen\nlookup_type: csv\ndescription: d\n',
      'lookups/seen.csv': 'user\nann\n',
    });
    expect(found).toEqual([]);
  });
});

describe('lookups that searches write', () => {
  const writing = "'index=main | stats count as n by user | outputlookup seen_users'";

  test('are there for the others, with the columns that were written', async () => {
    const found = await findingsOf('\'| inputlookup seen_users | where n > 1 AND user="kim" AND host="ws-07"\'', {
      'baselines/seen.yml': detection(writing, 'Seen').replace('Hunting', 'Baseline'),
    });
    expect(found.map(({ code, message }) => [code, message])).toEqual([
      ['SPL409', 'no result gets past this where'],
      ['SPL406', 'no command before it gives a field "host"'],
    ]);
  });

  test('may be read by what makes others', async () => {
    const again = "'| inputlookup seen_users | where n > 1 | outputlookup often_seen'";
    const found = await findingsOf('\'| inputlookup often_seen | where user="kim"\'', {
      'baselines/a.yml': detection(again, 'Often').replace('Hunting', 'Baseline'),
      'baselines/b.yml': detection(writing, 'Seen').replace('Hunting', 'Baseline'),
    });
    expect(found).toEqual([]);
  });

  test('do not exist before the only search that writes them', async () => {
    const found = await findingsOf("'| inputlookup seen_users | where n > 1 | outputlookup seen_users'");
    expect(found.map(({ code }) => code)).toEqual(['SPL203']);
  });

  test('have the columns of their files besides', async () => {
    const found = await findingsOf('\'| inputlookup owners | where owner="kim" AND seen=1\'', {
      'lookups/owners.yml': 'name: owners\nlookup_type: csv\ndescription: d\n',
      'lookups/owners.csv': 'host,owner\nws-07,kim\n',
      'baselines/a.yml': detection("'| inputlookup owners | eval seen=1 | outputlookup owners'", 'O').replace(
        'Hunting',
        'Baseline',
      ),
    });
    expect(found).toEqual([]);
  });
});

describe('files', () => {
  test('that are broken cost themselves alone', async () => {
    const root = repository({
      'detections/a.yml': 'name: "unclosed\n',
      'detections/b.yml': 'name: B\ntype: TTP\nsearch: 5\n',
      'detections/c.yml': detection('index=main user=ann', 'C'),
      'stories/d.yml': 'name: D\nnarrative: n\n',
      'notes/e.yml': 'text: no content\n',
    });
    const { files } = await validate({ paths: [root], levels: PUBLISHER_OFF });
    expect(files.map(({ file, kind, name, status }) => [file, kind, name, status])).toEqual([
      ['detections/a.yml', 'detection', null, 'error'],
      ['detections/b.yml', 'detection', 'B', 'error'],
      ['detections/c.yml', 'detection', 'C', 'ok'],
      ['stories/d.yml', 'story', 'D', 'ok'],
    ]);
    expect(codes(files)).toEqual(['CT002', 'CT003']);
  });

  test('named alone, and folders of a repository, have its macros', async () => {
    const root = repository({
      'detections/endpoint/one.yml': detection("'`mine` | stats count'"),
      'macros/mine.yml': macro('mine', 'index=main'),
    });
    const file = path.join(root, 'detections/endpoint/one.yml');
    const alone = await validate({ paths: [file], levels: PUBLISHER_OFF });
    expect(alone.files.map((one) => [one.file, one.status])).toEqual([[file, 'ok']]);
    const folder = await validate({ paths: [path.join(root, 'detections/endpoint')], levels: PUBLISHER_OFF });
    expect(folder.files.map((one) => [one.file, one.kind, one.status])).toEqual([['one.yml', 'detection', 'ok']]);
  });

  test('of several paths are all looked at, with the macros of all and of elsewhere', async () => {
    const first = repository({ 'detections/one.yml': detection("'`mine` `theirs` | stats count'") });
    const second = repository({ 'detections/one.yml': detection('index=a'), 'macros/m.yml': macro('mine', 'a=1') });
    const elsewhere = repository({ 'macros/m.yml': macro('theirs', 'b=1') });
    const { files } = await validate({ paths: [first, second], content: [elsewhere], levels: PUBLISHER_OFF });
    expect(files.map(({ file, status }) => [file, status])).toEqual([
      ['detections/one.yml', 'ok'],
      ['detections/one.yml', 'ok'],
      ['macros/m.yml', 'ok'],
    ]);
  });

  test('are missing where there are none: CT001 and CT006', async () => {
    await expect(validate({ paths: ['no/such/folder'] })).rejects.toMatchObject({ code: 'CT001' });
    await expect(validate({ paths: [repository({ 'notes/e.yml': 'a: 1\n' })] })).rejects.toMatchObject({
      code: 'CT006',
    });
  });
});

test('ends when it is told to', async () => {
  const root = repository({ 'detections/one.yml': detection('index=main') });
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(validate({ paths: [root], signal })).rejects.toThrow('enough');
});

test('tells how far it is', async () => {
  const root = repository({ 'detections/one.yml': detection('index=main') });
  const told: unknown[] = [];
  await validate({ paths: [root], onProgress: (progress) => told.push(progress) });
  expect(told.at(-1)).toEqual({ stage: 'checking', searches: 1, done: 1, failed: 0 });
});

test('every code belongs to one check, and every check has its texts', () => {
  const all = CHECKS.flatMap(({ codes: own }) => own);
  expect(new Set(all).size).toBe(all.length);
  expect(new Set(CHECKS.map(({ name }) => name)).size).toBe(CHECKS.length);
  for (const { explanation, hint, codes: own } of CHECKS) {
    expect(explanation).toMatch(/\.$/);
    expect(hint).not.toBe('');
    expect(own).not.toEqual([]);
  }
});

function codes(files: readonly ValidatedFile[]): readonly string[] {
  return files.flatMap(({ errors }) => errors.map(({ code }) => code));
}
