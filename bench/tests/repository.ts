import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Events of a recording; one of them is what the detection is after. */
const EVENTS = 20;

const SYSMON = 'XmlWinEventLog:Microsoft-Windows-Sysmon/Operational';

const MACROS: Readonly<Record<string, string>> = {
  security_content_summariesonly: 'summariesonly=false allow_old_summaries=true fillnull_value=null',
  bench_sysmon: `source="${SYSMON}"`,
  bench_filter: 'search *',
};

/**
 * Writes a repository of content: detections of three shapes in turn (over a data model, over events, with a lookup),
 * each with a macro for its filter and a recording of its own.
 */
export function writeRepository(root: string, detections: number): void {
  for (const folder of ['detections/endpoint', 'macros', 'lookups', 'data']) {
    mkdirSync(path.join(root, folder), { recursive: true });
  }
  for (const [name, definition] of Object.entries(MACROS)) {
    writeFileSync(
      path.join(root, 'macros', `${name}.yml`),
      yaml({ name, definition, description: 'of the benchmark' }),
    );
  }
  const tools = Array.from({ length: detections }, (_, at) => `tool${at}.exe,${at % 2 === 0 ? 'remote' : 'local'}\n`);
  writeFileSync(path.join(root, 'lookups', 'bench_tools.csv'), `process_name,kind\n${tools.join('')}`);
  writeFileSync(
    path.join(root, 'lookups', 'bench_tools.yml'),
    yaml({ name: 'bench_tools', description: 'tools', filename: 'bench_tools.csv', case_sensitive_match: 'false' }),
  );
  for (let at = 0; at < detections; at++) writeDetection(root, at);
}

function writeDetection(root: string, at: number): void {
  const data = path.join('data', `recording_${at}.log`);
  const name = `Bench Tool ${at}`;
  const detection = {
    name,
    id: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
    version: 1,
    type: 'TTP',
    status: 'production',
    description: 'A tool runs.',
    search: searchOf(at),
    data_source: ['Sysmon EventID 1'],
    rba: {
      message: 'A tool ran on $dest$.',
      risk_objects: [{ field: 'dest', type: 'system', score: 50 }],
      threat_objects: [{ field: 'process_name', type: 'process_name' }],
    },
    tags: { analytic_story: ['Bench'], security_domain: 'endpoint' },
    tests: [{ name: 'True Positive Test', attack_data: [{ data, source: SYSMON, sourcetype: 'XmlWinEventLog' }] }],
  };
  writeFileSync(path.join(root, 'detections', 'endpoint', `bench_tool_${at}.yml`), yaml(detection));
  writeFileSync(path.join(root, data), recordingOf(at));
}

function searchOf(at: number): string {
  const tool = `tool${at}.exe`;
  const processes =
    '| tstats `security_content_summariesonly` count min(_time) as firstTime from datamodel=Endpoint.Processes ' +
    `where Processes.process_name=${tool} by Processes.dest Processes.user Processes.process_name Processes.process ` +
    '| `drop_dm_object_name(Processes)`';
  const overEvents =
    `\`bench_sysmon\` EventCode=1 Image="*\\\\${tool}" ` +
    '| rename Computer as dest, OriginalFileName as original | eval process_name=replace(Image, "^.*\\\\\\\\", "") ' +
    '| stats count min(_time) as firstTime by dest process_name';
  const withLookup = `${processes} | lookup bench_tools process_name OUTPUT kind | where isnotnull(kind)`;
  const shapes = [processes, overEvents, withLookup];
  return `${shapes[at % shapes.length]} | \`bench_filter\``;
}

function recordingOf(at: number): string {
  const names = Array.from({ length: EVENTS }, (_, event) => (event === EVENTS / 2 ? `tool${at}` : `ordinary${event}`));
  return names.map((name, event) => processCreation(name, event)).join('');
}

/** A process creation of Sysmon. */
function processCreation(name: string, at: number): string {
  const second = String(at).padStart(2, '0');
  const data = {
    UtcTime: `2024-10-17 07:30:${second}.654`,
    ProcessGuid: `{3B37D0FA-BD2C-6710-EA00-0000000012${second}}`,
    ProcessId: String(7000 + at),
    Image: `C:\\Tools\\${name}.exe`,
    CommandLine: `C:\\Tools\\${name}.exe /run ${at}`,
    CurrentDirectory: 'C:\\Tools\\',
    User: 'CORP\\kim',
    ParentImage: 'C:\\Windows\\explorer.exe',
    ParentCommandLine: 'C:\\Windows\\explorer.exe',
  };
  const values = Object.entries(data).map(([key, value]) => `<Data Name='${key}'>${value}</Data>`);
  return (
    "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>" +
    "<Provider Name='Microsoft-Windows-Sysmon'/><EventID>1</EventID><Version>5</Version>" +
    `<TimeCreated SystemTime='2024-10-17T07:30:${second}.654041200Z'/><EventRecordID>${at}</EventRecordID>` +
    '<Channel>Microsoft-Windows-Sysmon/Operational</Channel><Computer>ws-07</Computer></System>' +
    `<EventData>${values.join('')}</EventData></Event>\n`
  );
}

/** JSON is YAML. */
function yaml(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
