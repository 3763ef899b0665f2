import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
