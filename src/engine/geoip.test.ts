import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LOCATIONS } from '../../test/support/locations.ts';
import { writeMmdb } from '../../test/support/mmdb-writer.ts';
import { Problem } from '../shared/problem.ts';
import { openGeoip } from './geoip.ts';

const HINT = 'give a City database in the MaxMind format, such as GeoLite2-City.mmdb';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'karst-geoip-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function put(content: Buffer): string {
  const file = path.join(folder, 'City.mmdb');
  writeFileSync(file, content);
  return file;
}

describe('the fields of an address', () => {
  test.each([
    ['203.0.113.9', 'City', 'en', 'Vienna'],
    ['203.0.113.255', 'Country', 'en', 'Austria'],
    ['203.0.113.0/28', 'Region', 'en', 'Vienna'],
    ['203.0.113.9', 'Continent', 'en', 'Europe'],
    ['203.0.113.9', 'lat', 'en', '48.20000'],
    ['203.0.113.9', 'lon', 'en', '16.36670'],
    ['203.0.113.9', 'Timezone', 'en', 'Europe/Vienna'],
    ['203.0.113.9', 'MetroCode', 'en', undefined],
    ['198.51.100.1', 'MetroCode', 'en', '678'],
    ['198.51.100.1', 'City', 'en', undefined],
    ['198.51.100.128', 'Country', 'en', undefined],
    ['10.0.0.1', 'Country', 'en', undefined],
    ['2001:db8::1', 'City', 'en', 'Lyon'],
    ['2001:db9::1', 'City', 'en', undefined],
    ['fe80::1%eth0', 'City', 'en', undefined],
    ['kim', 'City', 'en', undefined],
    ['', 'City', 'en', undefined],
    ['203.0.113.9', 'City', 'de', 'Wien'],
    ['203.0.113.9', 'Country', 'fr,de', 'Österreich'],
    ['2001:db8::1', 'City', 'de', 'Lyon'],
    ['203.0.113.9', 'Country', 'code', 'AT'],
    ['203.0.113.9', 'Region', 'code', '9'],
    ['203.0.113.9', 'Continent', 'code', 'EU'],
    ['203.0.113.9', 'City', 'code', 'Vienna'],
  ])('%s: %s in %s', async (address, field, languages, expected) => {
    const { locate } = await openGeoip(put(writeMmdb(LOCATIONS)));
    expect(locate(address, field, languages)).toBe(expected);
  });
});

describe('what is no database is told', () => {
  test('a file that is not there', async () => {
    const file = path.join(folder, 'none.mmdb');
    await expect(openGeoip(file)).rejects.toMatchObject({
      code: 'EN005',
      message: expect.stringMatching(/^cannot read the GeoIP database: ENOENT/),
      details: { file, hint: HINT },
    });
  });

  test('another format, and a file that was cut', async () => {
    const whole = writeMmdb(LOCATIONS);
    for (const content of [Buffer.from('city,country\n'), Buffer.alloc(0), whole.subarray(0, 400)]) {
      const file = put(content);
      await expect(openGeoip(file)).rejects.toMatchObject({
        code: 'EN005',
        message: 'not a GeoIP database, or one that was cut: its description is missing at the end',
        details: { file, byteOffset: content.length, hint: HINT },
      });
    }
  });

  test('a tree that is longer than the file', async () => {
    const whole = writeMmdb(LOCATIONS);
    const file = put(whole.subarray(600));
    await expect(openGeoip(file)).rejects.toMatchObject({
      code: 'EN005',
      message: 'a damaged GeoIP database: its tree of addresses is longer than the file',
      details: { file, hint: 'fetch the file again' },
    });
  });
});

test('damage anywhere is a problem or no place, never a crash', async () => {
  const whole = writeMmdb(LOCATIONS);
  for (let at = 0; at < whole.length; at += 3) {
    const content = Buffer.from(whole);
    content[at] = (content[at] ?? 0) ^ 0xff;
    try {
      const { locate } = await openGeoip(put(content));
      locate('203.0.113.9', 'City', 'en');
      locate('2001:db8::1', 'Region', 'code');
    } catch (error) {
      expect(error).toBeInstanceOf(Problem);
      expect(error).toMatchObject({ code: 'EN005' });
    }
  }
});
