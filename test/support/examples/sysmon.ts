import { createHash } from 'node:crypto';

/** One Sysmon event before it takes one of the three shapes. Texts are plain, not XML. */
export interface SysmonEvent {
  readonly eventId: number;
  readonly version: number;
  readonly timeMs: number;
  readonly computer: string;
  /** The process and thread of the Sysmon service that wrote it. */
  readonly writer: { readonly processId: number; readonly threadId: number };
  readonly data: readonly (readonly [name: string, text: string])[];
}

/** A program as its version resource describes it. */
export interface Program {
  readonly image: string;
  readonly description: string;
  readonly product: string;
  readonly company: string;
  readonly version: string;
}

export interface Account {
  /** `DOMAIN\name`. */
  readonly user: string;
  readonly logonGuid: string;
  readonly logonId: string;
  readonly session: number;
}

export interface Process {
  readonly guid: string;
  readonly id: number;
  readonly program: Program;
  readonly commandLine: string;
  readonly account: Account;
}

type Data = SysmonEvent['data'];

/** What every event of a process starts with. */
function subject(timeMs: number, process: Process): Data {
  return [
    ['UtcTime', utc(timeMs)],
    ['ProcessGuid', process.guid],
    ['ProcessId', String(process.id)],
    ['Image', process.program.image],
  ];
}

/** The fields of Sysmon 15's events, in the order of its manifest, by what they report. */
export function processCreated(
  timeMs: number,
  process: Process,
  parent: Process,
  directory: string,
  integrity: string,
): Data {
  const { program, account } = process;
  return [
    ['RuleName', '-'],
    ...subject(timeMs, process),
    ['FileVersion', program.version],
    ['Description', program.description],
    ['Product', program.product],
    ['Company', program.company],
    ['OriginalFileName', fileName(program.image)],
    ['CommandLine', process.commandLine],
    ['CurrentDirectory', directory],
    ['User', account.user],
    ['LogonGuid', account.logonGuid],
    ['LogonId', account.logonId],
    ['TerminalSessionId', String(account.session)],
    ['IntegrityLevel', integrity],
    ['Hashes', hashes(program.image)],
    ['ParentProcessGuid', parent.guid],
    ['ParentProcessId', String(parent.id)],
    ['ParentImage', parent.program.image],
    ['ParentCommandLine', parent.commandLine],
    ['ParentUser', parent.account.user],
  ];
}

export function processEnded(timeMs: number, process: Process): Data {
  return [['RuleName', '-'], ...subject(timeMs, process), ['User', process.account.user]];
}

export interface Connection {
  readonly from: string;
  readonly fromHost: string;
  readonly fromPort: number;
  readonly to: string;
  readonly toHost: string;
  readonly toPort: number;
}

export function connected(timeMs: number, process: Process, connection: Connection): Data {
  const portNames: Readonly<Record<number, string>> = { 80: 'http', 443: 'https', 445: 'microsoft-ds', 389: 'ldap' };
  return [
    ['RuleName', '-'],
    ...subject(timeMs, process),
    ['User', process.account.user],
    ['Protocol', 'tcp'],
    ['Initiated', 'true'],
    ['SourceIsIpv6', 'false'],
    ['SourceIp', connection.from],
    ['SourceHostname', connection.fromHost],
    ['SourcePort', String(connection.fromPort)],
    ['SourcePortName', '-'],
    ['DestinationIsIpv6', 'false'],
    ['DestinationIp', connection.to],
    ['DestinationHostname', connection.toHost],
    ['DestinationPort', String(connection.toPort)],
    ['DestinationPortName', portNames[connection.toPort] ?? '-'],
  ];
}

export function imageLoaded(timeMs: number, process: Process, library: Program): Data {
  const isSigned = library.company !== '-';
  return [
    ['RuleName', '-'],
    ...subject(timeMs, process),
    ['ImageLoaded', library.image],
    ['FileVersion', library.version],
    ['Description', library.description],
    ['Product', library.product],
    ['Company', library.company],
    ['OriginalFileName', isSigned ? fileName(library.image) : '-'],
    ['Hashes', hashes(library.image)],
    ['Signed', String(isSigned)],
    ['Signature', isSigned ? library.company.replace('Microsoft Corporation', 'Microsoft Windows') : '-'],
    ['SignatureStatus', isSigned ? 'Valid' : 'Unavailable'],
    ['User', process.account.user],
  ];
}

export function fileCreated(timeMs: number, process: Process, path: string): Data {
  return [
    ['RuleName', '-'],
    ...subject(timeMs, process),
    ['TargetFilename', path],
    ['CreationUtcTime', utc(timeMs)],
    ['User', process.account.user],
  ];
}

export function registryKey(timeMs: number, process: Process, type: 'CreateKey' | 'DeleteKey', key: string): Data {
  return [
    ['RuleName', '-'],
    ['EventType', type],
    ...subject(timeMs, process),
    ['TargetObject', key],
    ['User', process.account.user],
  ];
}

export function registryValue(timeMs: number, process: Process, value: string, details: string): Data {
  return [
    ['RuleName', '-'],
    ['EventType', 'SetValue'],
    ...subject(timeMs, process),
    ['TargetObject', value],
    ['Details', details],
    ['User', process.account.user],
  ];
}

export function nameResolved(timeMs: number, process: Process, name: string, address: string): Data {
  const [utcTime, guid, id, image] = subject(timeMs, process);
  if (!utcTime || !guid || !id || !image) throw new Error('an event has a subject');
  return [
    ['RuleName', '-'],
    utcTime,
    guid,
    id,
    ['QueryName', name],
    ['QueryStatus', '0'],
    ['QueryResults', `::ffff:${address};`],
    image,
    ['User', process.account.user],
  ];
}

/** The last part of a Windows path. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('\\') + 1);
}

/** `2024-10-17 09:12:44.123`, as Sysmon writes times. */
export function utc(timeMs: number): string {
  return new Date(timeMs).toISOString().replace('T', ' ').replace('Z', '');
}

/** Invented, but the same for the same program wherever it runs. */
function hashes(image: string): string {
  const of = (algorithm: string): string =>
    createHash(algorithm).update(image.toLowerCase()).digest('hex').toUpperCase();
  return `MD5=${of('md5')},SHA256=${of('sha256')},IMPHASH=${of('md5').split('').reverse().join('')}`;
}
