import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hunt, type Row, search } from '../../src/library/index.ts';
import { LOCATIONS } from '../support/locations.ts';
import { writeMmdb } from '../support/mmdb-writer.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'karst-geoip-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function put(name: string, content: string | Buffer): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

const LOCATE = '| makeresults | eval src="203.0.113.9" | iplocation src | table src City Country';
const NO_DATABASE = 'iplocation adds no fields: no GeoIP database was given';

async function searched(geoip?: string): Promise<{ rows: readonly Row[]; notices: readonly string[] }> {
  const rows: Row[] = [];
  const notices: string[] = [];
  const onNotice = ({ message }: Error) => notices.push(message);
  for await (const row of search({ spl: LOCATE, onNotice, ...(geoip && { geoip }) })) rows.push(row);
  return { rows, notices };
}

test('a search finds places in the database that it is given', async () => {
  const { rows, notices } = await searched(put('City.mmdb', writeMmdb(LOCATIONS)));
  expect(rows).toEqual([{ src: '203.0.113.9', City: 'Vienna', Country: 'Austria' }]);
  expect(notices).toEqual([]);
});

test('without a database the fields are absent, and the search says so', async () => {
  expect(await searched()).toEqual({ rows: [{ src: '203.0.113.9' }], notices: [NO_DATABASE] });
});

test('what is no database ends the search', async () => {
  const file = put('City.mmdb', 'city,country\n');
  await expect(searched(file)).rejects.toMatchObject({
    code: 'EN005',
    details: { file, byteOffset: 13, hint: expect.stringContaining('GeoLite2-City.mmdb') },
  });
});

test('a hunt says once that there is no database, and which detections lack it', async () => {
  for (const name of ['first', 'second']) put(`detections/${name}.yml`, detection(name));
  put('logs/app.json', '{"Message":"x"}\n');
  const logs = [path.join(folder, 'logs')];
  const without = await hunt({ content: [folder], logs });
  expect(without.notices).toEqual([{ message: NO_DATABASE, detections: ['first', 'second'] }]);
  const found = await hunt({ content: [folder], logs, geoip: put('City.mmdb', writeMmdb(LOCATIONS)) });
  expect(found.notices).toEqual([]);
  expect(found.findings.map(({ result }) => result['City'])).toEqual(['Vienna', 'Vienna']);
});

function detection(name: string): string {
  const id = `00000000-0000-4000-8000-00000000000${name.length}`;
  return `name: ${name}\nid: ${id}\ntype: Hunting\nstatus: production\nsearch: '${LOCATE}'\n`;
}
