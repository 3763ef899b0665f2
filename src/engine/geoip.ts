import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { Reader, type Response } from 'mmdb-lib';
import { Problem } from '../shared/problem.ts';
import { memo } from './functions/memo.ts';

/** An open GeoIP database. */
export interface Geoip {
  /**
   * One of the fields of `iplocation` for an address or for the network that it begins; undefined for what is no
   * address and for what the database does not know.
   *
   * @param languages codes of languages, those that are preferred first, divided by commas; `code` for abbreviations
   * @throws Problem EN005 where the database is damaged
   */
  locate(address: string, field: string, languages: string): string | undefined;
}

/** Addresses whose place is remembered: each one is asked for several fields, and logs repeat them. */
const REMEMBERED = 4096;

const HINT = 'give a City database in the MaxMind format, such as GeoLite2-City.mmdb';

/**
 * Reads a database in the MaxMind format into memory.
 *
 * @throws Problem EN005 for a file that cannot be read, is no such database, or is cut
 * Source: MaxMind DB File Format Specification 2.0.
 */
export async function openGeoip(file: string): Promise<Geoip> {
  const reader = openReader(await contentOf(file), file);
  const placeOf = memo((address: string) => readPlace(reader, address, file), REMEMBERED);
  return {
    locate: (address, field, languages) => {
      const read = FIELDS.get(field);
      return read?.(placeOf(address), languages.split(','));
    },
  };
}

async function contentOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Problem('EN005', `cannot read the GeoIP database: ${reason}`, { file, hint: HINT, cause: error });
  }
}

/** What stands before the description of the database, near its end. */
const MARKER = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');
/** Between the tree of addresses and the data. */
const SEPARATOR_BYTES = 16;

function openReader(content: Buffer, file: string): Reader<Response> {
  const markerAt = content.lastIndexOf(MARKER);
  if (markerAt === -1) {
    const message = 'not a GeoIP database, or one that was cut: its description is missing at the end';
    throw new Problem('EN005', message, { file, byteOffset: content.length, hint: HINT });
  }
  const damaged = (message: string, cause?: unknown): Problem =>
    new Problem('EN005', message, { file, byteOffset: markerAt, hint: 'fetch the file again', cause });
  try {
    const reader = new Reader<Response>(content);
    const { searchTreeSize, binaryFormatMajorVersion: version } = reader.metadata;
    if (version !== 2) throw damaged(`a GeoIP database of version ${version}, expected 2`);
    if (!(searchTreeSize > 0 && searchTreeSize + SEPARATOR_BYTES <= markerAt)) {
      throw damaged('a damaged GeoIP database: its tree of addresses is longer than the file');
    }
    return reader;
  } catch (error) {
    throw error instanceof Problem
      ? error
      : damaged('a damaged GeoIP database: its description is not readable', error);
  }
}

function readPlace(reader: Reader<Response>, given: string, file: string): unknown {
  // Of a network (CIDR) the first address tells.
  const [address = ''] = given.split('/', 1);
  const version = isIP(address);
  if (version === 0 || address.includes('%') || (version === 6 && reader.metadata.ipVersion === 4)) return null;
  try {
    return reader.get(address);
  } catch (error) {
    const details = { file, hint: 'fetch the file again', cause: error };
    throw new Problem('EN005', `a damaged GeoIP database: the entry of ${address} is not readable`, details);
  }
}

type ReadField = (place: unknown, languages: readonly string[]) => string | undefined;

/** Splunk Search Reference, iplocation. Coordinates are printed with five decimals. */
const FIELDS: ReadonlyMap<string, ReadField> = new Map([
  ['City', named(['city'])],
  ['Country', named(['country'], 'iso_code')],
  ['Region', named(['subdivisions', '0'], 'iso_code')],
  ['Continent', named(['continent'], 'code')],
  ['lat', coordinate('latitude')],
  ['lon', coordinate('longitude')],
  ['MetroCode', (place) => textOf(at(place, ['location', 'metro_code']))],
  ['Timezone', (place) => textOf(at(place, ['location', 'time_zone']))],
]);

/** A name in the first of the languages that it has; `code` asks for the abbreviation where there is one. */
function named(path: readonly string[], abbreviation?: string): ReadField {
  return (place, languages) => {
    const thing = at(place, path);
    for (const language of [...languages, 'en']) {
      const isCode = language === 'code' && abbreviation !== undefined;
      const found = textOf(isCode ? at(thing, [abbreviation]) : at(thing, ['names', language]));
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

function coordinate(name: string): ReadField {
  return (place) => {
    const value = at(place, ['location', name]);
    return typeof value === 'number' ? value.toFixed(5) : undefined;
  };
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function at(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Readonly<Record<string, unknown>>)[key];
  }
  return found;
}
