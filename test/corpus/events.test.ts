import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createNormaliser, datasetRow, type LogEvent } from '../../src/events/index.ts';
import type { WindowsEvent } from '../../src/inputs/index.ts';

/** An example log with what Splunk makes of it, as the folder's INDEX.md tells. */
interface DataSource {
  readonly source: string;
  readonly sourcetype: string;
  readonly example_log?: string;
  readonly fields: readonly string[];
  /** Listed, but not in this example. */
  readonly fields_unavailable?: readonly string[];
  readonly expect?: Readonly<Record<string, string | readonly string[]>>;
  readonly absent?: readonly string[];
  readonly expect_datamodel?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

const FOLDER = fileURLToPath(new URL('../../../shared/datasources/', import.meta.url));

/** Fields that Splunk keeps for itself, and those that depend on where the example was indexed. */
const BOOKKEEPING =
  /^(?:date_.*|punct|linecount|splunk_server.*|timestartpos|timeendpos|eventtype|tag|tag::.*|index|source|sourcetype|host|_.*)$/;

/** Examples that cannot be read yet, and why. The list only shrinks: one that can be read fails the run. */
const GAPS: ReadonlyMap<string, string> = new Map([
  ['windows_defender_alerts.json', 'advanced hunting, a JSON of its own'],
  ['windows_event_log_defender_1129.json', 'classic text, of which the example holds the first line'],
  ['windows_event_log_printservice_316.json', 'classic text, of which the example holds the first line'],
  ['windows_event_log_security_4698.json', 'classic text, of which the example holds the first line'],
  ['windows_event_log_security_4732.json', 'classic text, of which the example holds the first line'],
  ['windows_event_log_system_4720.json', 'classic text, of which the example holds the first line'],
  ['windows_event_log_system_4726.json', 'classic text, of which the example holds the first line'],
  ['windows_event_log_system_4728.json', 'no example'],
  ['windows_iis.json', 'no example'],
  ['windows_iis_29.json', 'classic text, of which the example holds the first line'],
]);

/** The list of fields is of another event than the example. */
const MISMATCHED = new Set(['windows_active_directory_admon.json']);

const FILES = existsSync(FOLDER)
  ? readdirSync(FOLDER).filter((file) => /^(?:sysmon|windows)_.*\.json$/.test(file) && !MISMATCHED.has(file))
  : [];

describe.skipIf(FILES.length === 0)('example logs of Windows and Sysmon', () => {
  const readable = FILES.filter((file) => !GAPS.has(file));

  test.each(readable)('%s: every listed field, every certain value, every row', (file) => {
    const dataSource = load(file);
    const event = read(dataSource);
    expect(event).toBeDefined();
    if (event === undefined) return;
    expect(missingFields(dataSource, event)).toEqual([]);
    expect(Object.fromEntries(event.fields)).toMatchObject(dataSource.expect ?? {});
    expect((dataSource.absent ?? []).filter((name) => event.fields.has(name))).toEqual([]);
    for (const [dataset, row] of Object.entries(dataSource.expect_datamodel ?? {})) {
      expect(event.datasets).toContain(dataset);
      expect(Object.fromEntries(datasetRow(event, dataset))).toMatchObject(row);
    }
  });

  test.each([...GAPS.keys()].filter((file) => FILES.includes(file)))('%s is still a gap', (file) => {
    expect(read(load(file))).toBeUndefined();
  });
});

function load(file: string): DataSource {
  return JSON.parse(readFileSync(FOLDER + file, 'utf8'));
}

function read({ example_log: log, source, sourcetype }: DataSource): LogEvent | undefined {
  if (log?.startsWith('<Event') !== true) return undefined;
  const record = { kind: 'windows-event', event: parse(log), offset: 0, isCut: false } as const;
  return createNormaliser({ source, sourcetype })(record, 'example.log');
}

const QUOTED = `(?:'[^']*'|"[^"]*")`;
const ELEMENT = new RegExp(`<(\\w+)((?:\\s+\\w+=${QUOTED})*)\\s*(?:/>|>([^<]*)</\\1>)`, 'g');
const ATTRIBUTE = new RegExp(`(\\w+)=(${QUOTED})`, 'g');
const DATA = new RegExp(`<Data(?: Name=(${QUOTED}))?(?:/>|>([^<]*)</Data>)`, 'g');

/** Enough of XML for these examples, so that the fields are judged apart from the reading of files. */
function parse(xml: string): WindowsEvent {
  const system: [string, string][] = [];
  const attributes: [string, string, string][] = [];
  for (const [, tag = '', list = '', text = ''] of between(xml, 'System').matchAll(ELEMENT)) {
    if (text !== '') system.push([tag, text]);
    for (const [, name = '', value = ''] of list.matchAll(ATTRIBUTE)) attributes.push([tag, name, value.slice(1, -1)]);
  }
  const data = [...xml.matchAll(DATA)].map(([, name = '', text = '']): [string, string] => [name.slice(1, -1), text]);
  const userData = between(xml, 'UserData');
  return { system, attributes, data, ...(userData === '' ? {} : { userData }), xml: () => xml };
}

function between(xml: string, tag: string): string {
  const start = xml.indexOf(`<${tag}>`);
  return start === -1 ? '' : xml.slice(start + tag.length + 2, xml.indexOf(`</${tag}>`));
}

function missingFields(dataSource: DataSource, event: LogEvent): string[] {
  const unavailable = new Set(dataSource.fields_unavailable);
  return dataSource.fields.filter(
    (name) => !BOOKKEEPING.test(name) && !unavailable.has(name) && !event.fields.has(name),
  );
}
