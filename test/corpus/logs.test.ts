import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { createNormaliser, type LogEvent, unwrapRecord } from '../../src/events/index.ts';
import { findLogs, readLogs, type Skip } from '../../src/inputs/index.ts';

const LOGS = fileURLToPath(new URL('../../../shared/logs/', import.meta.url));

/** What became of a file, or of a member of an archive. */
interface Outcome {
  events: number;
  /** Events that lack one of the fields that every event has, each with what it lacks. */
  readonly lacking: string[];
  readonly skipped: Skip[];
}

/** How many events tell no time of their own, and why. The list only shrinks. */
const TIMELESS: Readonly<Record<string, number>> = {
  // The log has a single column, the name of a script.
  'otrf/compound/apt29/day2/zeek/UTICA-D-zeek_logs.zip/loaded_scripts.log': 480,
};

/** Beside these are licences and rules, and archives of captured packets. */
const LOG = /\.(?:evtx|json|raw)$/;

/** Objects of the JSON members of archives, one a line, as Python's own readers of archives and JSON count them. */
const COUNT = `
import json, os, sys, tarfile, zipfile
def count(data):
    return sum(isinstance(json.loads(line), dict) for line in data.decode("utf-8-sig").split("\\n") if line.strip())
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        if not name.lower().endswith(".zip"): continue
        file = os.path.join(folder, name)
        archive = zipfile.ZipFile(file)
        for member in archive.namelist():
            if not member.endswith(".json") or "__MACOSX" in member: continue
            print(os.path.join(os.path.relpath(file, sys.argv[1]), member), count(archive.read(member)), sep="\\t")
`;
const hasPython = spawnSync('python3', ['--version'], { stdio: 'ignore' }).status === 0;

describe.skipIf(!existsSync(LOGS))('every event of the corpus of logs', () => {
  const outcomes = new Map<string, Outcome>();
  let files: readonly string[] = [];

  beforeAll(async () => {
    const normalise = createNormaliser({});
    const found = await findLogs([LOGS]);
    files = found.files.map((file) => relative(file.path));
    for await (const { records, skipped, path: place } of readLogs(found.files)) {
      const outcome = outcomes.get(relative(place)) ?? { events: 0, lacking: [], skipped: [] };
      for (const record of records.flatMap(unwrapRecord)) {
        outcome.events++;
        outcome.lacking.push(...lacks(normalise(record, place)));
      }
      outcome.skipped.push(...skipped);
      outcomes.set(relative(place), outcome);
    }
  }, 240_000);

  test('has a time of its own, a host, a source and a sourcetype', () => {
    const lacking = [...outcomes].filter(([, outcome]) => outcome.lacking.length > 0);
    const timeless = Object.entries(TIMELESS).map(([place, count]) => [place, { _time: count }]);
    expect(lacking.map(([place, outcome]) => [place, tally(outcome.lacking)])).toEqual(timeless);
  });

  test('is read, or what holds it is skipped with a reason', () => {
    for (const file of files) {
      const parts = [...outcomes].filter(([place]) => place === file || place.startsWith(`${file}/`));
      const events = parts.reduce((sum, [, outcome]) => sum + outcome.events, 0);
      const reasons = new Set(parts.flatMap(([, outcome]) => outcome.skipped.map(({ reason }) => reason)));
      if (LOG.test(file)) expect(events, file).toBeGreaterThan(0);
      if (events === 0) expect([file, [...reasons]]).toEqual([file, ['not recognised']]);
    }
  });

  test('of an EVTX file: as many as its chunks say that they hold', () => {
    const evtx = files.filter((file) => file.endsWith('.evtx'));
    expect(evtx.length).toBeGreaterThan(0);
    const counted = evtx.map((file) => [file, recordsOfChunks(readFileSync(path.join(LOGS, file)))]);
    expect(evtx.map((file) => [file, outcomes.get(file)?.events])).toEqual(counted);
  });

  test('of a JSON file: as many as its objects', () => {
    const json = files.filter((file) => file.endsWith('.json'));
    expect(json.length).toBeGreaterThan(0);
    const counted = json.map((file) => [file, objectsOf(readFileSync(path.join(LOGS, file), 'utf8'))]);
    expect(json.map((file) => [file, outcomes.get(file)?.events])).toEqual(counted);
  });

  test('of an EVTX file with JSON beside it: as many as there', () => {
    const pairs = files.filter((file) => file.endsWith('.evtx') && outcomes.has(file.replace(/evtx$/, 'json')));
    expect(pairs.length).toBeGreaterThan(0);
    for (const file of pairs) {
      expect(outcomes.get(file)?.events, file).toBe(outcomes.get(file.replace(/evtx$/, 'json'))?.events);
    }
  });

  test.skipIf(!hasPython)(
    'of an archive: as many as Python counts in its members',
    () => {
      const { status, stdout, stderr } = spawnSync('python3', ['-c', COUNT, LOGS], { encoding: 'utf8' });
      expect([status, stderr]).toEqual([0, '']);
      const counted = stdout.trimEnd().split('\n');
      expect(counted.length).toBeGreaterThan(1);
      const read = counted.map((line) => line.split('\t')[0] ?? '');
      expect(read.map((member) => `${member}\t${outcomes.get(member)?.events ?? 0}`)).toEqual(counted);
    },
    120_000,
  );
});

function lacks({ time, timeFrom, host, source, sourcetype }: LogEvent): readonly string[] {
  return [
    ...(time === undefined || timeFrom !== 'event' ? ['_time'] : []),
    ...(host === '' ? ['host'] : []),
    ...(source === '' ? ['source'] : []),
    ...(sourcetype === '' ? ['sourcetype'] : []),
  ];
}

function tally(words: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries([...new Set(words)].map((word) => [word, words.filter((one) => one === word).length]));
}

const CHUNK_BYTES = 65_536;
const FILE_HEADER_BYTES = 4096;

/** Each chunk's header numbers its first and its last record. Source: [MS-EVEN6], BinXml event log file format. */
function recordsOfChunks(bytes: Buffer): number {
  let records = 0;
  for (let at = FILE_HEADER_BYTES; at + CHUNK_BYTES <= bytes.length; at += CHUNK_BYTES) {
    if (bytes.toString('latin1', at, at + 7) !== 'ElfChnk') continue;
    const [first, last] = [bytes.readBigUInt64LE(at + 8), bytes.readBigUInt64LE(at + 16)];
    if (last >= first) records += Number(last - first) + 1;
  }
  return records;
}

/** One object, a list of them, or one after the other, each from a line that begins with its brace. */
function objectsOf(text: string): number {
  return text
    .trim()
    .split(/\n(?=\{)/)
    .flatMap((part) => JSON.parse(part)).length;
}

function relative(file: string): string {
  return path.relative(LOGS, file).replaceAll('\\', '/');
}
