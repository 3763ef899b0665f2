import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { datasetRow, type FieldValue, type LogEvent } from '../../src/events/index.ts';
import { readEvents } from '../support/read-events.ts';

type Values = Readonly<Record<string, string | readonly string[]>>;

/** An example log with what Splunk makes of it, as the folder's INDEX.md tells. */
interface DataSource {
  readonly source?: string;
  readonly sourcetype?: string;
  readonly example_log?: string | null;
  readonly fields: readonly string[];
  /** Listed, but not in this example. */
  readonly fields_unavailable?: readonly string[];
  readonly expect?: Values;
  readonly absent?: readonly string[];
  readonly expect_datamodel?: Readonly<Record<string, Values>>;
}

const FOLDER = fileURLToPath(new URL('../../../shared/datasources/', import.meta.url));

/** Fields that Splunk keeps for itself, and those that depend on where the example was indexed. */
const BOOKKEEPING =
  /^(?:date_.*|punct|linecount|splunk_server.*|timestartpos|timeendpos|eventtype|tag|tag::.*|_.*|index|source|sourcetype|host|unix_category|unix_group)$/;

/** What is not as it should be, by file: names of fields, `Model.Dataset.field`, `_time`. The lists only shrink. */
const GAPS: Readonly<Record<string, readonly string[]>> = {
  // Nothing else in the published lists tells why this one call should have a kind of change.
  'aws_cloudtrail_deletealarms.json': ['change_type'],
  // The examples tell no time.
  'g_suite_drive.json': ['_time'],
  'powershell_installed_iis_modules.json': ['_time'],
};

const FIRST_LINE = 'classic text, of which the example holds the first line: a time alone';

/** Examples whose content tells another sourcetype or source than they were published under, and why. */
const OTHERWISE_RECOGNISED: Readonly<Record<string, string>> = {
  'google_workspace_login_failure.json': 'an activity of the application login, published as one of admin',
  'google_workspace_login_success.json': 'an activity of the application login, published as one of admin',
  'palo_alto_network_traffic.json': 'the source is the name of the attack that was recorded',
  'pingid.json': 'published under the sourcetype of Windows events',
  'splunk.json': 'a line of the audit trail, published as an access to the interface',
  'splunk_stream_ip.json': 'a line of the log of NGINX, published under a sourcetype of Stream',
  'windows_active_directory_admon.json': 'an event of the security log, published as a change of the directory',
  'windows_event_log_defender_1129.json': FIRST_LINE,
  'windows_event_log_printservice_316.json': FIRST_LINE,
  'windows_event_log_security_4698.json': FIRST_LINE,
  'windows_event_log_security_4732.json': FIRST_LINE,
  'windows_event_log_system_4720.json': FIRST_LINE,
  'windows_event_log_system_4726.json': FIRST_LINE,
  'windows_event_log_taskscheduler_200.json': 'XML, published under the sourcetype of classic text',
};

const FILES = existsSync(FOLDER) ? readdirSync(FOLDER).filter((file) => file.endsWith('.json')) : [];
const EXAMPLES = FILES.map((file): [string, DataSource] => [file, JSON.parse(readFileSync(FOLDER + file, 'utf8'))])
  .filter(([, { example_log }]) => typeof example_log === 'string' && example_log !== '')
  .map(([file, dataSource]) => ({ file, dataSource }));

describe.skipIf(EXAMPLES.length === 0)('example logs of all sources', () => {
  test.each(EXAMPLES)('$file: every listed field, every certain value, every row, a time', async (example) => {
    const { source = 'unknown', sourcetype = 'unknown' } = example.dataSource;
    const { events } = await readEvents(logOf(example.dataSource), example.file, { source, sourcetype });
    expect(faults(example.dataSource, events)).toEqual(GAPS[example.file] ?? []);
  });

  test.each(EXAMPLES)('$file is recognised by its content', async ({ file, dataSource }) => {
    const { events, skipped } = await readEvents(logOf(dataSource), file, {});
    expect(skipped).toEqual([]);
    expect(events.length).toBe(1);
    const seen = events.map((event) => [event.sourcetype.toLowerCase(), event.source.toLowerCase()]);
    const published = [[dataSource.sourcetype?.toLowerCase(), dataSource.source?.toLowerCase()]];
    if (file in OTHERWISE_RECOGNISED) expect(seen).not.toEqual(published);
    else expect(seen).toEqual(published);
  });

  test('lists of gaps name examples', () => {
    const files = new Set(EXAMPLES.map(({ file }) => file));
    const listed = [...Object.keys(GAPS), ...Object.keys(OTHERWISE_RECOGNISED)];
    expect(listed.filter((file) => !files.has(file))).toEqual([]);
  });
});

function logOf({ example_log: log }: DataSource): string {
  return `${log?.trim() ?? ''}\n`;
}

/** The names of everything that is missing, has another value, or should not be there. */
function faults(dataSource: DataSource, events: readonly LogEvent[]): readonly string[] {
  const fields: ReadonlyMap<string, FieldValue> = new Map(events.flatMap((event) => [...event.fields]));
  const gone = new Set(dataSource.fields_unavailable);
  const missing = dataSource.fields.filter((name) => !BOOKKEEPING.test(name) && !gone.has(name) && !fields.has(name));
  const wrong = Object.entries(dataSource.expect ?? {}).filter(([name, value]) => !isSame(fields.get(name), value));
  const surplus = (dataSource.absent ?? []).filter((name) => fields.has(name));
  const rows = Object.entries(dataSource.expect_datamodel ?? {}).flatMap(([dataset, values]) => {
    const row = rowOf(events, dataset);
    return Object.entries(values)
      .filter(([name, value]) => !isSame(row.get(name), value))
      .map(([name]) => `${dataset}.${name}`);
  });
  const time = events.length > 0 && events.every(({ timeFrom }) => timeFrom === 'event') ? [] : ['_time'];
  return [...new Set([...missing, ...wrong.map(([name]) => name), ...surplus, ...rows, ...time])];
}

function rowOf(events: readonly LogEvent[], dataset: string): ReadonlyMap<string, FieldValue> {
  const event = events.find(({ datasets }) => datasets.includes(dataset));
  return event === undefined ? new Map() : datasetRow(event, dataset);
}

/** A list of one is written as a text. */
function isSame(value: FieldValue | undefined, expected: string | readonly string[]): boolean {
  return value !== undefined && JSON.stringify([value].flat()) === JSON.stringify([expected].flat().map(String));
}
