import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hunt, type Row, search } from '../../src/library/index.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'karst-lookups-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function put(name: string, text: string): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

async function rowsOf(spl: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const row of search({ spl, content: [folder] })) rows.push(row);
  return rows;
}

describe('lookups of a content folder', () => {
  test('match by their definition and fill in the default', async () => {
    put('lookups/tools.yml', TOOLS);
    put('lookups/tools.csv', 'file,tool\n*.lock,Locker\nnc.exe,Netcat\n');
    const spl = '| makeresults | eval f=split("A.LOCK,nc.exe,x",",") | mvexpand f | lookup tools file as f OUTPUT tool';
    expect(await rowsOf(`${spl} | table f tool`)).toEqual([
      { f: 'A.LOCK', tool: 'Locker' },
      { f: 'nc.exe', tool: 'Netcat' },
      { f: 'x', tool: 'false' },
    ]);
  });

  test('give all their columns without OUTPUT', async () => {
    put('lookups/users.yml', 'name: users\nfilename: users.csv\n');
    put('lookups/users.csv', 'user,group\nkim,admins\n');
    expect(
      await rowsOf('| makeresults | eval user="kim" | lookup users user | search group=admins | table user group'),
    ).toEqual([{ user: 'kim', group: 'admins' }]);
  });

  test('are read with line breaks in quotes, a byte order mark and empty cells', async () => {
    put('lookups/notes.yml', 'name: notes\nfilename: notes.csv\n');
    put('lookups/notes.csv', '\ufeffid,note\r\n1,"two\nlines, ""quoted"""\r\n2,\r\n');
    expect(await rowsOf('| inputlookup notes')).toEqual([{ id: '1', note: 'two\nlines, "quoted"' }, { id: '2' }]);
    expect(await rowsOf('| inputlookup notes.csv | stats count')).toEqual([{ count: 2 }]);
  });

  test('whose file is missing are told by name', async () => {
    put('lookups/gone.yml', 'name: gone\nfilename: gone.csv\n');
    await expect(rowsOf('| inputlookup gone')).rejects.toMatchObject({
      code: 'SPL203',
      message: expect.stringContaining('gone.csv'),
    });
  });

  test('that nobody knows are told with the nearest one', async () => {
    put('lookups/users.yml', 'name: users\nfilename: users.csv\n');
    put('lookups/users.csv', 'user\nkim\n');
    await expect(rowsOf('| inputlookup user')).rejects.toMatchObject({
      code: 'SPL203',
      details: { hint: expect.stringContaining('users') },
    });
  });
});

test('what one detection writes, a later one of the same hunt reads', async () => {
  put('lookups/seen.yml', 'name: seen\ncollection: seen\nfields_list: host\n');
  put('detections/a.yml', detection('a first', '| makeresults | eval host="h1" | table host | outputlookup seen'));
  put('detections/b.yml', detection('b second', '| inputlookup seen | eval from="seen"'));
  put('logs/app.json', '{"Message":"x"}\n');
  const { findings, summary } = await hunt({ content: [folder], logs: [path.join(folder, 'logs')] });
  expect(summary.detections.errors).toEqual([]);
  expect(findings.map((finding) => finding.detection.name)).toEqual(['a first', 'b second']);
});

describe('what searches write', () => {
  test('is read under the name of the lookup and of its file, and leaves the file alone', async () => {
    put('lookups/users.yml', 'name: users\nfilename: users.csv\n');
    put('lookups/users.csv', 'user\nkim\n');
    const write = '| makeresults | eval user="ann" | table user | outputlookup append=true users';
    const read = `${write} | append [| inputlookup users.csv] | append [| inputlookup users]`;
    expect((await rowsOf(read)).map((row) => row['user'])).toEqual(['ann', 'kim', 'ann', 'kim', 'ann']);
    const named =
      '| makeresults | eval user="bob" | table user | outputlookup users.csv | append [| inputlookup users]';
    expect(await rowsOf(named)).toEqual([{ user: 'bob' }, { user: 'bob' }]);
    expect(readFileSync(path.join(folder, 'lookups/users.csv'), 'utf8')).toBe('user\nkim\n');
  });

  test('to a file that nobody defines is there for later detections, and not for earlier ones', async () => {
    put('detections/a.yml', detection('a reads', '| inputlookup new.csv'));
    put(
      'detections/b.yml',
      detection('b writes', '| makeresults | eval host="h1" | table host | outputlookup new.csv'),
    );
    put('detections/c.yml', detection('c reads', '| inputlookup new.csv | lookup new.csv host OUTPUT host as again'));
    put('logs/app.json', '{"Message":"x"}\n');
    const { findings, summary } = await hunt({ content: [folder], logs: [path.join(folder, 'logs')] });
    expect(summary.detections.errors.map(({ name, code }) => ({ name, code }))).toEqual([
      { name: 'a reads', code: 'SPL203' },
    ]);
    expect(findings.map(({ detection: { name }, result }) => ({ name, result }))).toEqual([
      { name: 'b writes', result: { host: 'h1' } },
      { name: 'c reads', result: { host: 'h1', again: 'h1' } },
    ]);
  });

  test('to a lookup whose file is missing makes it', async () => {
    put('lookups/gone.yml', 'name: gone\nfilename: gone.csv\ncase_sensitive_match: false\n');
    const write = '| makeresults | eval user="ann" | table user | outputlookup gone';
    expect(await rowsOf(`${write} | eval user="ANN" | lookup gone user OUTPUT user as known`)).toEqual([
      { user: 'ANN', known: 'ann' },
    ]);
  });

  test('to a collection has keys, its fields alone, and all values', async () => {
    put('lookups/seen.yml', 'name: seen\ncollection: seen\nfields_list: _key, host, ip\n');
    const write = '| makeresults | eval host="h", ip=split("a b", " "), other=1 | outputlookup seen | where 1=0';
    expect(await rowsOf(`${write} | append [| inputlookup seen]`)).toEqual([
      { _key: '000000000000000000000001', host: 'h', ip: ['a', 'b'] },
    ]);
  });

  test('to a lookup that nobody defines is told', async () => {
    const notices: string[] = [];
    const spl = '| makeresults | table x | outputlookup brandnew';
    const found = search({ spl, content: [folder], onNotice: ({ message }) => notices.push(message) });
    for await (const _ of found);
    expect(notices).toEqual([
      'no content defines the lookup "brandnew": what is written to it lasts as long as the run',
    ]);
  });
});

describe('lookups that come with apps', () => {
  test.each([
    ['aabb', '1'],
    ['abcd', '2'],
    ['aaaa', '0'],
  ])('the entropy of %s', async (word, entropy) => {
    const spl = `| makeresults | eval w="${word}" | lookup ut_shannon_lookup word AS w | table ut_shannon`;
    expect(await rowsOf(spl)).toEqual([{ ut_shannon: entropy }]);
  });

  test('the edit distance of two words', async () => {
    const spl = '| makeresults | eval a="kitten", b="sitting" | lookup ut_levenshtein_lookup word1 AS a word2 AS b';
    expect(await rowsOf(`${spl} | table ut_levenshtein`)).toEqual([{ ut_levenshtein: '3' }]);
  });

  test('are empty, and named by their files too', async () => {
    const spl = '| inputlookup cim_cloud_domains.csv | append [| inputlookup cim_corporate_web_domain_lookup]';
    expect(await rowsOf(spl)).toEqual([]);
  });

  test('are overridden by content', async () => {
    put('lookups/cim.yml', 'name: cim_cloud_domain_lookup\nfilename: cim_cloud_domains.csv\n');
    put('lookups/cim_cloud_domains.csv', 'domain\nexample.org\n');
    expect(await rowsOf('| inputlookup cim_cloud_domains.csv')).toEqual([{ domain: 'example.org' }]);
  });
});

const TOOLS = `name: tools
filename: tools.csv
match_type: WILDCARD(file)
min_matches: 1
default_match: 'false'
case_sensitive_match: 'false'
`;

function detection(name: string, spl: string): string {
  return `name: ${name}\nid: 00000000-0000-4000-8000-00000000000${name[0]}\ntype: Hunting\nstatus: production\nsearch: '${spl}'\n`;
}
