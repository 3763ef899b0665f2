import type { Finding, FindingEvent } from '../../finding.ts';
import type { ProcessNode, ProcessStart } from '../../process-tree/process.ts';
import { processTree } from '../../process-tree/tree.ts';
import { textOf } from '../../tokens.ts';

/**
 * The processes that a finding tells of as trees, its own marked: who its row and those of its events that are starts
 * of processes say started them. Only trees in which a process started another.
 */
export function findingTrees(finding: Finding): readonly ProcessNode[] {
  const own = rowStart(finding);
  const starts = [...(own ? [own] : []), ...(finding.events ?? []).flatMap((event) => eventStart(event) ?? [])];
  return processTree(starts).filter(({ children }) => children.length > 0);
}

/** Fields of a row by what they tell of the start of a process, the first that there is. */
const ROW_FIELDS = {
  name: ['process_name', 'Image', 'NewProcessName', 'New_Process_Name'],
  path: ['process_path', 'Image', 'NewProcessName'],
  commandLine: ['process', 'CommandLine', 'Process_Command_Line'],
  user: ['user', 'User'],
  integrity: ['process_integrity_level', 'IntegrityLevel'],
  pid: ['process_id', 'NewProcessId', 'ProcessId'],
  guid: ['process_guid', 'ProcessGuid'],
  parentPid: ['parent_process_id', 'ParentProcessId'],
  parentGuid: ['parent_process_guid', 'ParentProcessGuid'],
  parentName: ['parent_process_name', 'ParentImage', 'ParentProcessName'],
  parentCommandLine: ['parent_process', 'ParentCommandLine'],
} as const;

type StartField = keyof typeof ROW_FIELDS;

/** A row that sums up several processes tells of none of them which started which. */
function rowStart({ result, detection, severity, first_time, risk_objects }: Finding): ProcessStart | undefined {
  const value = (name: string): string | undefined => {
    const found = Object.hasOwn(result, name) ? result[name] : undefined;
    if (found === undefined || (typeof found === 'object' && found.length !== 1)) return undefined;
    return textOf(found);
  };
  const host = value('dest') ?? risk_objects.find(({ type }) => type === 'system')?.value ?? '';
  const time = first_time === null ? null : Date.parse(first_time) / 1000;
  const start = startOf(time, host, (field) => ROW_FIELDS[field].map(value).find((one) => one !== undefined));
  return start && { ...start, marks: [{ detection: detection.name, severity }] };
}

/** Data of Sysmon's event 1 and of event 4688 of Security. */
const EVENT_FIELDS: Readonly<Record<StartField, readonly string[]>> = {
  name: ['Image', 'NewProcessName'],
  path: ['Image', 'NewProcessName'],
  commandLine: ['CommandLine'],
  user: ['User', 'TargetUserName', 'SubjectUserName'],
  integrity: ['IntegrityLevel'],
  pid: ['NewProcessId', 'ProcessId'],
  guid: ['ProcessGuid'],
  parentPid: ['ParentProcessId', 'ProcessId'],
  parentGuid: ['ParentProcessGuid'],
  parentName: ['ParentImage', 'ParentProcessName'],
  parentCommandLine: ['ParentCommandLine'],
};

/** Characters of an event that are looked at. */
const RAW_READ = 64_000;

function eventStart({ raw, time, host }: FindingEvent): ProcessStart | undefined {
  const xml = raw.slice(0, RAW_READ);
  const id = /<EventID[^<>]*>(\d{1,5})</.exec(xml)?.[1];
  if (!raw.startsWith('<Event') || (id !== '1' && id !== '4688')) return undefined;
  const data = new Map([...xml.matchAll(DATA)].map(([, name = '', value = '']) => [name, fromXml(value)]));
  // Security names its own process what Sysmon calls the parent's.
  const value = (name: string): string | undefined =>
    id === '1' || name !== 'ProcessId' ? told(data.get(name)) : undefined;
  const start = startOf(time, host, (field) => EVENT_FIELDS[field].map(value).find((one) => one !== undefined));
  const parentPid = id === '4688' ? processId(told(data.get('ProcessId'))) : undefined;
  return start && (parentPid === undefined ? start : { ...start, parentPid });
}

const DATA = /<Data Name=['"]([^'"<>]{1,100})['"]>([^<]+)</g;

function told(value: string | undefined): string | undefined {
  return value === undefined || value === '-' || value === '' ? undefined : value;
}

/** Characters of a command line that are kept. */
const LONGEST = 2000;

function startOf(
  time: number | null,
  host: string,
  value: (field: StartField) => string | undefined,
): ProcessStart | undefined {
  const name = fileName(value('name'));
  if (name === undefined) return undefined;
  const given = (field: StartField, found = value(field)) =>
    found === undefined || found === 'unknown' ? {} : { [field]: found.slice(0, LONGEST) };
  return {
    time,
    host: host.toLowerCase(),
    name,
    ...given('path'),
    ...given('commandLine'),
    ...given('user'),
    ...given('integrity'),
    ...given('pid', processId(value('pid'))),
    ...given('guid', guidOf(value('guid'))),
    ...given('parentPid', processId(value('parentPid'))),
    ...given('parentGuid', guidOf(value('parentGuid'))),
    ...given('parentName', fileName(value('parentName'))),
    ...given('parentCommandLine'),
  };
}

/** Security writes ids in hexadecimal, all others do not. */
function processId(id: string | undefined): string | undefined {
  return id !== undefined && /^0x[0-9a-f]{1,12}$/i.test(id) ? String(Number.parseInt(id, 16)) : id;
}

/** Some write GUIDs in braces, others without. */
function guidOf(guid: string | undefined): string | undefined {
  return guid?.replace(/^\{|\}$/g, '').toLowerCase();
}

function fileName(path: string | undefined): string | undefined {
  return path === undefined ? undefined : path.slice(Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1);
}

function fromXml(text: string): string {
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => XML[name] ?? '');
}

const XML: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
