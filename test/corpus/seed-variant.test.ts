import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { extract } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { type Finding, hunt } from '../../src/index.ts';

/**
 * The seed detection with another file name, over real telemetry, against a join written by hand over the JSON as it
 * stands in the archives: nothing of the readers, the language or the database takes part in it.
 */
const LOGS = fileURLToPath(new URL('../../../shared/logs/otrf/', import.meta.url));
const DETECTION = fileURLToPath(
  new URL('../../content/detections/endpoint/process_writing_dynamicwrapperx.yml', import.meta.url),
);

type Json = Readonly<Record<string, unknown>>;
type Row = Readonly<Record<string, string | number>>;

const NAMES = ['lastalive0.dat', 'whoami.exe-b8288e39.pf', 'DscEngineCache.mof', 'dynwrapx.dll'];

describe.skipIf(!existsSync(LOGS))('the seed detection with a file name that occurs', () => {
  let folder: string;
  let events: readonly Json[];
  let findings: readonly Finding[];
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'karst-variant-'));
    events = await telemetry();
    const detection = await readFile(DETECTION, 'utf8');
    for (const [index, name] of NAMES.entries()) {
      const variant = detection
        .replaceAll('"dynwrapx.dll"', `"${name}"`)
        .replace(/^name: .*$/m, `name: variant ${index}`)
        .replaceAll('process_writing_dynamicwrapperx_filter', `variant_${index}_filter`);
      await writeFile(path.join(folder, `variant_${index}.yml`), variant);
    }
    ({ findings } = await hunt({ logs: [LOGS], content: [folder], now: 1_730_000_000 }));
  }, 180_000);
  afterAll(() => rm(folder, { recursive: true }));

  test.each([...NAMES.entries()])('variant %i: %s', (index, name) => {
    const found = findings
      .filter(({ detection }) => detection.name === `variant ${index}`)
      .map(({ result }) => ({ ...result }) as Row);
    const expected = joined(events, name);
    expect(byText(found)).toEqual(byText(expected));
    expect(expected.length > 0).toBe(name !== 'dynwrapx.dll');
  });
});

const PROCESS_EVENTS = new Set([1, 5, 6, 7, 8, 9, 10, 15, 17, 18]);
const FILE_EVENTS = new Set([2, 11, 23, 26]);

/** What the two searches, the join and the statistics of the detection make of the events. */
function joined(events: readonly Json[], fileName: string): readonly Row[] {
  const files = events
    .filter((event) => FILE_EVENTS.has(Number(event['EventID'])) && isFile(event, fileName))
    .map(fileRow);
  const first = new Map<unknown, Row>();
  for (const row of files.sort(byFields)) if (!first.has(row['process_guid'])) first.set(row['process_guid'], row);
  const processes = events.filter((event) => PROCESS_EVENTS.has(Number(event['EventID']))).map(processRow);
  const groups = new Map<string, { row: Row; count: number; times: number[] }>();
  for (const process of new Map(processes.map((row) => [JSON.stringify(row), row])).values()) {
    const file = first.get(process['process_guid']);
    if (file === undefined) continue;
    const { _time, ...rest } = { ...process, ...file };
    const { dest, process_name, process_guid, file_name, file_path, file_create_time, user } = rest as Record<
      string,
      string
    >;
    const key = { dest, process_name, process_guid, file_name, file_path, file_create_time, user } as Row;
    const group = groups.get(JSON.stringify(key)) ?? { row: key, count: 0, times: [] };
    groups.set(JSON.stringify(key), { row: key, count: group.count + 1, times: [...group.times, Number(_time)] });
  }
  return [...groups.values()].map(({ row, count, times }) => ({
    ...row,
    count,
    firstTime: iso(Math.min(...times)),
    lastTime: iso(Math.max(...times)),
  }));
}

function processRow(event: Json): Row {
  const image = text(event, 'TargetImage') ?? text(event, 'Image');
  return {
    _time: seconds(event),
    process_id: text(event, 'TargetProcessId') ?? text(event, 'ProcessId') ?? 'null',
    process_name: lastPart(image) ?? 'unknown',
    dest: String(event['Hostname'] ?? event['Computer']),
    process_guid: guid(
      text(event, 'TargetProcessGUID') ?? text(event, 'TargetProcessGuid') ?? text(event, 'ProcessGuid'),
    ),
    user: lastPart(text(event, 'User')) ?? 'unknown',
  };
}

function fileRow(event: Json): Row {
  const file = text(event, 'TargetFilename');
  return {
    _time: seconds(event),
    dest: String(event['Hostname'] ?? event['Computer']),
    file_create_time: text(event, 'CreationUtcTime') ?? 'null',
    file_name: lastPart(file) ?? 'unknown',
    file_path: file ?? 'unknown',
    process_guid: guid(text(event, 'ProcessGuid')),
    user: lastPart(text(event, 'User')) ?? 'unknown',
  };
}

function isFile(event: Json, name: string): boolean {
  return lastPart(text(event, 'TargetFilename'))?.toLowerCase() === name.toLowerCase();
}

function text(event: Json, name: string): string | undefined {
  const value = event[name];
  return value === undefined || value === null || value === '' ? undefined : String(value);
}

function lastPart(path: string | undefined): string | undefined {
  return path?.split('\\').at(-1);
}

function guid(value: string | undefined): string {
  return value === undefined ? 'null' : `{${value.replace(/[{}]/g, '').toUpperCase()}}`;
}

function seconds(event: Json): number {
  const time = String(event['@timestamp'] ?? event['TimeCreated']);
  return Math.floor(Date.parse(/Z$|[+-]\d\d:?\d\d$/.test(time) ? time : `${time}Z`) / 1000);
}

function iso(time: number): string {
  return new Date(time * 1000).toISOString().slice(0, 19);
}

function byFields(a: Row, b: Row): number {
  for (const key of Object.keys(a)) {
    const [x = '', y = ''] = [a[key], b[key]];
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}

function byText(rows: readonly Row[]): readonly Row[] {
  const sorted = rows.map((row) => Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))));
  return sorted.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** Every object of every archive that is an event of Sysmon's log. */
async function telemetry(): Promise<readonly Json[]> {
  const events: Json[] = [];
  for (const name of readdirSync(LOGS, { recursive: true, encoding: 'utf8' })) {
    for (const member of await members(path.join(LOGS, name))) {
      for (const line of member.toString('utf8').split('\n')) {
        if (!line.includes('Microsoft-Windows-Sysmon')) continue;
        const event = parsed(line);
        if (event !== undefined && /Sysmon/.test(String(event['Channel']))) events.push(event);
      }
    }
  }
  return events;
}

function parsed(line: string): Json | undefined {
  try {
    return JSON.parse(line) as Json;
  } catch {
    return undefined;
  }
}

async function members(file: string): Promise<readonly Buffer[]> {
  if (/\.zip$/i.test(file)) return await zipMembers(await readFile(file));
  return file.endsWith('.gz') ? await tarMembers(await readFile(file)) : [];
}

async function zipMembers(bytes: Buffer): Promise<readonly Buffer[]> {
  // A few of these archives have a line break behind their end.
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const whole = bytes.subarray(0, end + 22 + bytes.readUInt16LE(end + 20));
  const zip = await fromBufferPromise(whole, { lazyEntries: true });
  const contents: Buffer[] = [];
  for await (const entry of zip.eachEntry()) {
    if (!/\.json$/.test(entry.fileName) || entry.fileName.startsWith('__MACOSX')) continue;
    contents.push(Buffer.concat(await collected(await zip.openReadStreamPromise(entry))));
  }
  return contents;
}

async function tarMembers(bytes: Buffer): Promise<readonly Buffer[]> {
  const entries = extract();
  // The one such archive is cut behind its data.
  entries.end(gunzipSync(bytes, { finishFlush: 2 }));
  const contents: Buffer[] = [];
  for await (const entry of entries) contents.push(Buffer.concat(await collected(entry as AsyncIterable<Buffer>)));
  return contents;
}

async function collected(chunks: AsyncIterable<Buffer>): Promise<readonly Buffer[]> {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return all;
}
