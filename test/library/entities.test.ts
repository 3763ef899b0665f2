import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ParsedEvent, parse, type Row, search, validate } from '../../src/library/index.ts';
import type { Problem } from '../../src/shared/problem.ts';
import { PUBLISHER_OFF } from '../support/publisher-off.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'karst-entities-'));
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

const ASSETS = 'ip,nt_host,dns,owner,priority,category,is_expected\n10.0.0.9,web,,ann,critical,dmz|pci,true\n';
const IDENTITIES = 'identity,first,priority,bunit,category,watchlist\nroot|admin,Root,high,it,privileged,true\n';
const LOG = 'Oct 17 09:00:00 web sshd[12]: Failed password for root from 10.0.0.9 port 22 ssh2\n';

const lists = () => ({ assets: put('assets.csv', ASSETS), identities: put('identities.csv', IDENTITIES) });

async function eventsOf(options: Partial<Parameters<typeof parse>[0]>): Promise<readonly ParsedEvent[]> {
  const events: ParsedEvent[] = [];
  for await (const event of parse({ logs: [put('a.log', LOG)], dataModels: true, ...options })) events.push(event);
  return events;
}

async function rowsOf(spl: string, options: Partial<Parameters<typeof search>[0]> = {}): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const row of search({ spl, logs: [put('a.log', LOG)], ...lists(), ...options })) rows.push(row);
  return rows;
}

describe('assets and identities', () => {
  test('give events context, in rows of data models too, and tags', async () => {
    const [event] = await eventsOf(lists());
    expect(event).toMatchObject({
      dest: 'web',
      dest_owner: 'ann',
      src_priority: 'critical',
      src_category: ['dmz', 'pci'],
      user_first: 'Root',
      user_category: 'privileged',
      tag: expect.arrayContaining(['privileged']),
      _datamodels: {
        'Authentication.Authentication': {
          dest_priority: 'critical',
          dest_category: ['dmz', 'pci'],
          dest_is_expected: 'true',
          user_bunit: 'it',
          user_priority: 'high',
        },
      },
    });
  });

  test('of the content, where it has lookups of these names', async () => {
    put('content/lookups/assets.yml', 'name: assets\nfilename: assets.csv\n');
    put('content/lookups/assets.csv', ASSETS);
    const [event] = await eventsOf({ content: [path.join(folder, 'content')] });
    expect(event).toMatchObject({ dest_owner: 'ann' });
  });

  test('serve searches: by context, as a data model and as lookups of Enterprise Security', async () => {
    expect(await rowsOf('search user_watchlist=true | table user dest_owner')).toEqual([
      { user: 'root', dest_owner: 'ann' },
    ]);
    const spl = '| tstats count from datamodel=Authentication where Authentication.dest_priority=critical';
    expect(await rowsOf(spl)).toEqual([{ count: 1 }]);
    expect(await rowsOf('| from datamodel Identity_Management.All_Assets | table asset owner')).toEqual([
      { asset: ['10.0.0.9', 'web'], owner: 'ann' },
    ]);
    expect(
      await rowsOf(
        '| makeresults | eval u="ADMIN" | lookup identity_lookup_expanded identity AS u OUTPUT priority | table priority',
      ),
    ).toEqual([{ priority: 'high' }]);
  });
});

describe('a list that is wrong', () => {
  test('an unknown column, at its place', async () => {
    const assets = put('assets.csv', 'ip,ownr\n1.2.3.4,x\n');
    await expect(eventsOf({ assets })).rejects.toMatchObject({
      code: 'CT003',
      message: 'a list of assets has no column "ownr"',
      details: { file: assets, text: 'ip,ownr', span: { start: 3, end: 7 }, hint: 'did you mean "owner"?' },
    });
  });

  test.each([
    ['no key', 'first,last\na,b\n', 'CT003', 'a list of identities needs a column identity or email'],
    ['an empty file', '', 'CT003', 'a list of identities needs a column identity or email'],
    ['no CSV', 'identity,first\n"a,b\n', 'CT003', expect.stringContaining('cannot read the lookup')],
  ])('%s', async (_, text, code, message) => {
    await expect(eventsOf({ identities: put('i.csv', text) })).rejects.toMatchObject({ code, message });
  });

  test('no file', async () => {
    await expect(eventsOf({ assets: path.join(folder, 'gone.csv') })).rejects.toMatchObject({ code: 'CT001' });
  });

  test('rows that name nothing are told, and one of the content costs itself alone', async () => {
    const problems: Problem[] = [];
    const onProblem = (problem: Problem): void => {
      problems.push(problem);
    };
    await eventsOf({ assets: put('assets.csv', 'ip,owner\n,x\n10.0.0.1,y\n'), onProblem });
    put('content/lookups/assets.yml', 'name: assets\nfilename: assets.csv\n');
    put('content/lookups/assets.csv', 'ip,nope\n1.2.3.4,x\n');
    await eventsOf({ content: [path.join(folder, 'content')], onProblem });
    expect(problems.map(({ message }) => message)).toEqual([
      '1 row of assets has none of ip, mac, nt_host, dns: it is left out',
      'a list of assets has no column "nope"',
    ]);
  });

  test('is seen by validate', async () => {
    put('content/lookups/assets.yml', 'name: assets\nfilename: assets.csv\n');
    put('content/lookups/assets.csv', 'ip,nope\n1.2.3.4,x\n');
    const { files } = await validate({ paths: [path.join(folder, 'content')], levels: PUBLISHER_OFF });
    expect(files.flatMap(({ errors }) => errors)).toMatchObject([
      { code: 'CT003', line: 1, column: 4, message: 'a list of assets has no column "nope"' },
    ]);
  });
});
