import type { Account } from '../../test/support/examples/sysmon.ts';
import { type EventData, type Report, SECURITY } from './event.ts';
import { accountName, type Machine, sidOf } from './machine.ts';
import { aPort, aService, aShare, aWord, USERS } from './names.ts';
import { startedProgram } from './programs.ts';
import type { Maker } from './sysmon.ts';

const SUCCESS = 0x8020_0000_0000_0000n;
const FAILURE = 0x8010_0000_0000_0000n;
const TASKS: Readonly<Record<number, number>> = { 4624: 12544, 4625: 12544, 4634: 12545, 4672: 12548, 4688: 13312 };

/** An event of the Security log. */
export function security(eventId: number, data: EventData, keywords = SUCCESS): Report {
  return {
    provider: SECURITY,
    eventId,
    version: eventId === 4624 || eventId === 4688 ? 2 : 0,
    level: 0,
    task: TASKS[eventId] ?? 12800,
    keywords,
    data,
  };
}

export const logon: Maker = (machine) => {
  const { dice } = machine;
  const isNetwork = dice.chance(87);
  const who = isNetwork && dice.chance(70) ? computer(machine) : target(dice.pick(machine.accounts));
  const logonType = isNetwork ? '3' : dice.pick(['5', '5', '2', '10']);
  return security(4624, [
    ...subject(isNetwork ? NOBODY : local(machine)),
    ...who,
    ['TargetLogonId', `0x${dice.hex(6).toLowerCase()}`],
    ['LogonType', logonType],
    ...logonProcess(isNetwork),
    ...from(machine, isNetwork),
  ]);
};

export const failedLogon: Maker = (machine) => {
  const { dice } = machine;
  return security(
    4625,
    [
      ...subject(NOBODY),
      ['TargetUserSid', 'S-1-0-0'],
      ['TargetUserName', dice.pick(USERS)],
      ['TargetDomainName', 'CORP'],
      ['Status', '0xc000006d'],
      ['FailureReason', '%%2313'],
      ['SubStatus', dice.pick(['0xc000006a', '0xc000006a', '0xc0000064'])],
      ['LogonType', '3'],
      ...logonProcess(true),
      ...from(machine, true),
    ],
    FAILURE,
  );
};

export const logoff: Maker = (machine) => {
  const id = `0x${machine.dice.hex(6).toLowerCase()}`;
  return security(4634, [...computer(machine), ['TargetLogonId', id], ['LogonType', '3']]);
};

export const explicitLogon: Maker = (machine) =>
  security(4648, [
    ...subject(machine.dice.pick(machine.accounts)),
    ['LogonGuid', NO_GUID],
    ...target(machine.dice.pick(machine.accounts)).slice(1),
    ['TargetLogonGuid', NO_GUID],
    ['TargetServerName', 'localhost'],
    ['TargetInfo', 'localhost'],
    ['ProcessId', hex(machine.running().id)],
    ['ProcessName', 'C:\\Windows\\System32\\svchost.exe'],
    ...from(machine, true).slice(0, 2),
  ]);

export const privileges: Maker = (machine) => {
  const names = [
    'SeSecurityPrivilege',
    'SeBackupPrivilege',
    'SeRestorePrivilege',
    'SeTakeOwnershipPrivilege',
    'SeDebugPrivilege',
  ];
  return security(4672, [...subject(local(machine)), ['PrivilegeList', names.join('\n\t\t\t')]]);
};

export const processCreation: Maker = (machine, timeMs) => {
  const { process, parent } = machine.start(timeMs, startedProgram(machine.dice));
  return security(4688, [
    ...subject(process.account),
    ['NewProcessId', hex(process.id)],
    ['NewProcessName', process.program.image],
    ['TokenElevationType', process.account === machine.system ? '%%1936' : '%%1938'],
    ['ProcessId', hex(parent.id)],
    ['CommandLine', process.commandLine],
    ['TargetUserSid', 'S-1-0-0'],
    ['TargetUserName', '-'],
    ['TargetDomainName', '-'],
    ['TargetLogonId', '0x0'],
    ['ParentProcessName', parent.program.image],
    ['MandatoryLabel', process.account === machine.system ? 'S-1-16-16384' : 'S-1-16-8192'],
  ]);
};

export const objectAccess: Maker = (machine) => {
  const process = machine.running();
  const key = '\\REGISTRY\\MACHINE\\SYSTEM\\ControlSet001\\Control\\';
  return security(4663, [
    ...subject(process.account),
    ['ObjectServer', 'Security'],
    ['ObjectType', 'Key'],
    ['ObjectName', key + machine.dice.pick(['Session Manager\\Environment', 'Lsa', 'Lsa\\FipsAlgorithmPolicy'])],
    ['HandleId', hex(machine.dice.between(100, 5000))],
    ['AccessList', '%%4432\n\t\t\t\t'],
    ['AccessMask', '0x1'],
    ['ProcessId', hex(process.id)],
    ['ProcessName', process.program.image],
    ['ResourceAttributes', '-'],
  ]);
};

export const handleClose: Maker = (machine) => {
  const process = machine.running();
  return security(4658, [
    ...subject(process.account),
    ['ObjectServer', 'Security'],
    ['HandleId', hex(machine.dice.between(100, 5000))],
    ['ProcessId', hex(process.id)],
    ['ProcessName', process.program.image],
  ]);
};

export const taskCreated: Maker = (machine) => {
  const task = aWord(machine.dice);
  const content = machine.fill(
    `<?xml version="1.0" encoding="UTF-16"?>\n<Task version="1.2"><Triggers/><Actions><Exec><Command>C:\\Program Files\\${task}\\${task}.exe</Command><Arguments>/update {number}</Arguments></Exec></Actions></Task>`,
  );
  return security(4698, [...subject(local(machine)), ['TaskName', `\\${task}`], ['TaskContent', content]]);
};

export const ticketGranted: Maker = (machine) => {
  const { dice } = machine;
  return security(4768, [
    ['TargetUserName', dice.pick(USERS)],
    ['TargetDomainName', 'CORP.EXAMPLE'],
    ['TargetSid', sidOf(dice.pick(machine.accounts))],
    ['ServiceName', 'krbtgt'],
    ['ServiceSid', 'S-1-5-21-3142592311-1786214327-2840114719-502'],
    ['TicketOptions', '0x40810010'],
    ['Status', dice.chance(96) ? '0x0' : '0x18'],
    ['TicketEncryptionType', '0x12'],
    ['PreAuthType', '2'],
    ['IpAddress', `::ffff:${machine.address}`],
    ['IpPort', String(dice.between(49152, 65535))],
  ]);
};

export const serviceTicket: Maker = (machine) => {
  const { dice } = machine;
  return security(4769, [
    ['TargetUserName', `${dice.pick(USERS)}@CORP.EXAMPLE`],
    ['TargetDomainName', 'CORP.EXAMPLE'],
    ['ServiceName', dice.chance(70) ? 'DC-01$' : aService(dice)],
    ['ServiceSid', 'S-1-5-21-3142592311-1786214327-2840114719-1000'],
    ['TicketOptions', '0x40810000'],
    ['TicketEncryptionType', dice.chance(99) ? '0x12' : '0x17'],
    ['IpAddress', `::ffff:${machine.address}`],
    ['IpPort', String(dice.between(49152, 65535))],
    ['Status', '0x0'],
    ['LogonGuid', machine.fill('{{guid}}')],
    ['TransmittedServices', '-'],
  ]);
};

export const shareAccess: Maker = (machine) => {
  const [share] = aShare(machine.dice);
  return security(5140, [...onShare(machine, share), ['AccessMask', '0x1'], ['AccessList', '%%4416\n\t\t\t\t']]);
};

export const shareDetail: Maker = (machine) => {
  const [share, path] = aShare(machine.dice);
  return security(5145, [
    ...onShare(machine, share),
    ['RelativeTargetName', machine.fill(path)],
    ['AccessMask', machine.dice.pick(['0x120089', '0x100081', '0x100080', '0x12019f'])],
    ['AccessList', '%%1541\n\t\t\t\t%%4416\n\t\t\t\t'],
    ['AccessReason', '-'],
  ]);
};

export const filteredConnection: Maker = (machine) => {
  const { dice } = machine;
  const process = machine.running();
  return security(5156, [
    ['ProcessID', String(process.id)],
    ['Application', `\\device\\harddiskvolume2${process.program.image.slice(2).toLowerCase()}`],
    ['Direction', dice.chance(60) ? '%%14593' : '%%14592'],
    ['SourceAddress', machine.address],
    ['SourcePort', String(dice.between(49152, 65535))],
    ['DestAddress', `10.20.1.${dice.between(5, 40)}`],
    ['DestPort', String(aPort(dice))],
    ['Protocol', dice.chance(80) ? '6' : '17'],
    ['FilterRTID', String(dice.between(60000, 90000))],
    ['LayerName', '%%14611'],
    ['LayerRTID', '48'],
  ]);
};

const NO_GUID = '{00000000-0000-0000-0000-000000000000}';
const NOBODY: Account = { user: '-\\-', logonGuid: NO_GUID, logonId: '0x0', session: 0 };

/** The machine's own account. */
function local(machine: Machine): Account {
  return { ...machine.system, user: `CORP\\${computerAccount(machine)}` };
}

function computerAccount({ name }: Machine): string {
  return `${name.slice(0, name.indexOf('.')).toUpperCase()}$`;
}

function computer(machine: Machine): EventData {
  return [
    ['TargetUserSid', 'S-1-5-18'],
    ['TargetUserName', computerAccount(machine)],
    ['TargetDomainName', 'CORP'],
  ];
}

function target(account: Account): EventData {
  return [
    ['TargetUserSid', sidOf(account)],
    ['TargetUserName', accountName(account)],
    ['TargetDomainName', 'CORP'],
  ];
}

function subject(account: Account): EventData {
  return [
    ['SubjectUserSid', account === NOBODY ? 'S-1-0-0' : sidOf(account)],
    ['SubjectUserName', accountName(account)],
    ['SubjectDomainName', account.user.slice(0, account.user.indexOf('\\'))],
    ['SubjectLogonId', account.logonId],
  ];
}

function logonProcess(isNetwork: boolean): EventData {
  const name = isNetwork ? 'Kerberos' : 'Advapi  ';
  return [
    ['LogonProcessName', name],
    ['AuthenticationPackageName', isNetwork ? 'Kerberos' : 'Negotiate'],
    ['WorkstationName', '-'],
    ['TransmittedServices', '-'],
    ['LmPackageName', '-'],
    ['KeyLength', '0'],
    ['ProcessId', isNetwork ? '0x0' : '0x2e8'],
    ['ProcessName', isNetwork ? '-' : 'C:\\Windows\\System32\\services.exe'],
  ];
}

function from({ dice }: Machine, isNetwork: boolean): EventData {
  return [
    ['IpAddress', isNetwork ? `10.20.0.${dice.between(10, 90)}` : '-'],
    ['IpPort', isNetwork ? String(dice.between(49152, 65535)) : '-'],
  ];
}

function onShare(machine: Machine, share: string): EventData {
  return [
    ...subject(machine.dice.pick(machine.accounts)),
    ['ObjectType', 'File'],
    ...from(machine, true),
    ['ShareName', share],
    ['ShareLocalPath', share.endsWith('IPC$') ? '' : `\\??\\C:\\Shares\\${share.slice(4)}`],
  ];
}

function hex(number: number): string {
  return `0x${number.toString(16)}`;
}
