import type { FieldValue } from '../../event.ts';
import type { EventFields } from '../../fields.ts';
import { constant, type Derivation, derive } from './derive.ts';
import type { SystemBlock } from './extract.ts';
import { addActionFields } from './security-actions.ts';
import { ofSecurityEvent } from './security-derivations.ts';

/**
 * What the Windows add-on adds in the channel Security.
 * Source: Splunk Add-on for Microsoft Windows 8.9.
 */
export function addSecurityFields(fields: EventFields, system: SystemBlock): void {
  derive(fields, GENERAL);
  if (system.eventCode === '1102') for (const field of NOT_OF_CLEARED_LOG) fields.delete(field);
  derive(fields, ofSecurityEvent(system.eventCode));
  addActionFields(fields, system);
}

/** The event "log cleared" keeps its account in UserData, where these aliases do not reach. */
const NOT_OF_CLEARED_LOG = ['Logon_ID', 'session_id', 'Caller_Domain', 'src_nt_domain'];

const GENERAL: Derivation = [
  ['vendor', constant('Microsoft')],
  ['product', constant('Windows')],
  ['Logon_ID', 'SubjectLogonId'],
  ['session_id', 'SubjectLogonId'],
  ['Caller_User_Name', 'SubjectUserName'],
  ['Caller_Domain', 'SubjectDomainName'],
  ['Target_User_Name', 'TargetUserName'],
  ['Target_Domain', 'TargetDomainName'],
  ['Logon_Type', 'LogonType'],
  ['Source_Port', 'IpPort'],
  ['Sub_Status', 'SubStatus'],
  ['Target_Server_Name', 'TargetServerName'],
  ['Token_Elevation_Type', 'TokenElevationType'],
  ['Source_Workstation', workstation],
  ['src', sourceName],
  ['src_nt_host', sourceName],
  ['src_ip', (fields) => notLocal(fields.get('IpAddress'))],
  ['src_port', 'IpPort'],
  ['src_user', known('SubjectUserName')],
  ['src_nt_domain', known('SubjectDomainName')],
  ['user', 'TargetUserName'],
  ['user_group', 'TargetUserName'],
  ['dest', destination],
  ['dest_nt_host', 'TargetServerName'],
  ['dest_nt_domain', known('TargetDomainName')],
  ['app', application],
  ['process', 'ProcessName'],
  ['process_path', 'ProcessName'],
  ['process_id', 'ProcessId'],
  ['object_file_path', (fields) => (objectFile(fields) === undefined ? undefined : fields.get('ObjectName'))],
  ['object_file_name', objectFile],
  ['file_path', (fields) => fields.get(isFile(fields) ? 'ObjectName' : 'ShareLocalPath')],
  ['file_name', (fields) => (isFile(fields) ? objectFile(fields) : fields.get('ShareName'))],
];

function known(field: string): (fields: EventFields) => FieldValue | undefined {
  return (fields) => {
    const value = fields.get(field);
    return value === '-' ? undefined : value;
  };
}

/** The first of three that is present; a hyphen counts, and then hides an address that is there. */
function workstation(fields: EventFields): FieldValue | undefined {
  return fields.get('Workstation') ?? fields.get('WorkstationName') ?? fields.get('IpAddress');
}

function sourceName(fields: EventFields): FieldValue | undefined {
  return withoutBackslashes(workstation(fields));
}

function destination(fields: EventFields): FieldValue | undefined {
  return withoutBackslashes(fields.get('TargetServerName')) ?? fields.get('Computer');
}

/** A computer's name without the backslashes that may lead it; none where it begins with a hyphen. */
function withoutBackslashes(value: FieldValue | undefined): FieldValue | undefined {
  if (typeof value !== 'string') return value;
  const name = value.replace(/^\\+/, '');
  return name.startsWith('-') ? undefined : name;
}

function notLocal(address: FieldValue | undefined): FieldValue | undefined {
  if (typeof address !== 'string') return address;
  return address.startsWith('::1') || address.startsWith('127.0.0.1') ? undefined : address;
}

const LOCAL_LOGONS: ReadonlySet<string> = new Set(['2', '4', '5', '6', '7', '9', '11']);
const REMOTE_LOGONS: ReadonlySet<string> = new Set(['3', '8', '10']);

function application(fields: EventFields): string {
  if (fields.text('EventCode') === '4648') return 'win:remote';
  if (fields.text('TargetServerName') === 'localhost') return 'win:local';
  const logonType = fields.text('LogonType') ?? '';
  if (LOCAL_LOGONS.has(logonType)) return 'win:local';
  return REMOTE_LOGONS.has(logonType) ? 'win:remote' : 'win:unknown';
}

function isFile(fields: EventFields): boolean {
  return fields.text('ObjectType') === 'File' && fields.has('ObjectName');
}

/** The last part of an object's name, whichever slash it is written with. */
function objectFile(fields: EventFields): string | undefined {
  const name = fields.text('ObjectName');
  if (name === undefined) return undefined;
  const last = name.slice(Math.max(name.lastIndexOf('\\'), name.lastIndexOf('/')) + 1);
  return last.startsWith('-') || last === '' ? undefined : last;
}
