import type { FieldValue } from '../../event.ts';
import type { EventFields } from '../../fields.ts';
import { constant, type Derivation, lastPartOf } from './derive.ts';
import { startMode } from './system.ts';

/** What the add-on adds to single Security events, beside what all of them get. */
export function ofSecurityEvent(eventCode: string): Derivation {
  return BY_EVENT.get(eventCode) ?? (GROUP_EVENTS.has(eventCode) ? GROUP : NOTHING);
}

const NOTHING: Derivation = [];

const BY_SUBJECT: Derivation = [['user', 'SubjectUserName']];

const PROGRAM: Derivation = [
  ['process_name', lastPartOf('ProcessName')],
  ['process_exec', lastPartOf('ProcessName')],
];

const NEW_PROCESS: Derivation = [
  ['new_process', 'NewProcessName'],
  ['process_path', 'NewProcessName'],
  ['new_process_name', lastPartOf('NewProcessName')],
  ['process_name', lastPartOf('NewProcessName')],
  ['process_exec', lastPartOf('NewProcessName')],
  ['new_process_id', 'NewProcessId'],
  ['process_id', 'NewProcessId'],
  ['parent_process_path', 'ParentProcessName'],
  ['parent_process_name', lastPartOf('ParentProcessName')],
  ['parent_process_id', 'ProcessId'],
  ['Process_Command_Line', 'CommandLine'],
  ['process_command_line_process', (fields) => commandOf(fields)?.program],
  ['process_command_line_arguments', (fields) => commandOf(fields)?.rest],
  ['process', startedProcess],
  ['user', targetOrSubject],
];

const ACCOUNT: Derivation = [
  ['user_name', 'TargetUserName'],
  ['object', 'TargetUserName'],
  ['object_id', (fields) => fields.get('TargetSid') ?? fields.get('TargetUserSid')],
  ['src_user_name', 'SubjectUserName'],
];

const COMPUTER: Derivation = [['user_type', constant('computer')]];

const RENAMED: Derivation = [
  ...ACCOUNT,
  ['user', 'NewTargetUserName'],
  ['user_name', 'NewTargetUserName'],
  ['object', 'NewTargetUserName'],
];

const GROUP: Derivation = [
  ['Group_Name', 'TargetUserName'],
  ['Group_Domain', 'TargetDomainName'],
];

const KERBEROS: Derivation = [
  ['service', 'ServiceName'],
  ['service_name', 'ServiceName'],
  ['service_id', 'ServiceSid'],
];

const REGISTRY_VALUE: Derivation = [
  ['registry_path', 'ObjectName'],
  ['registry_value_name', 'ObjectValueName'],
  ['registry_value_type', 'NewValueType'],
];

const PORT: Derivation = [
  ['src_port', 'SourcePort'],
  ['dest_port', 'DestPort'],
  ['transport', transportOf],
];

const EVENT_LOG: Derivation = [
  ['service', constant('EventLog')],
  ['service_name', constant('EventLog')],
];

const BY_EVENT: ReadonlyMap<string, Derivation> = new Map<string, Derivation>([
  ['1100', EVENT_LOG],
  ['4657', REGISTRY_VALUE],
  ['4673', [...BY_SUBJECT, ...PROGRAM]],
  ['4674', [...BY_SUBJECT, ...PROGRAM]],
  ['4688', NEW_PROCESS],
  ['4689', [...BY_SUBJECT, ...PROGRAM]],
  ['4696', PROGRAM],
  ['4697', [...BY_SUBJECT, ['start_mode', startMode('ServiceStartType')]]],
  ['4703', ACCOUNT],
  ['4704', ACCOUNT],
  ['4705', ACCOUNT],
  ['4720', ACCOUNT],
  ['4722', ACCOUNT],
  ['4723', ACCOUNT],
  ['4724', ACCOUNT],
  ['4725', ACCOUNT],
  ['4726', ACCOUNT],
  ['4738', ACCOUNT],
  ['4740', ACCOUNT],
  ['4741', [...COMPUTER, ['object_attrs', 'SamAccountName']]],
  ['4742', COMPUTER],
  ['4743', COMPUTER],
  ['4767', ACCOUNT],
  ['4768', KERBEROS],
  ['4769', KERBEROS],
  ['4771', KERBEROS],
  ['4781', RENAMED],
  ['5156', PORT],
  ['5158', PORT],
]);

/** Events about groups and their members. */
const GROUP_EVENTS: ReadonlySet<string> = new Set(
  (
    '4727 4728 4729 4730 4731 4732 4733 4734 4735 4737 4744 4745 4746 4747 4748 4749 4750 4751 4752 4753 4754 4755 ' +
    '4756 4757 4758 4759 4760 4761 4762 4763 4764 4799'
  ).split(' '),
);

function targetOrSubject(fields: EventFields): FieldValue | undefined {
  const target = fields.get('TargetUserName');
  return target === undefined || target === '-' ? fields.get('SubjectUserName') : target;
}

/** The first word of a command line, with its quotation marks, and what follows it. */
function commandOf(fields: EventFields): { readonly program: string; readonly rest: string } | undefined {
  const match = /^\s*("[^"]*"|\S+)\s*(.*)$/s.exec(fields.text('CommandLine') ?? '');
  return match === null ? undefined : { program: match[1] ?? '', rest: match[2] ?? '' };
}

/**
 * The command line, where it names the program by a path; otherwise put together from the path and the arguments, so
 * that `cmd.exe /c x` reads `C:\Windows\System32\cmd.exe /c x`.
 */
function startedProcess(fields: EventFields): string | undefined {
  const path = fields.text('NewProcessName');
  const command = commandOf(fields);
  if (command === undefined) return path;
  if (path === undefined || command.program.includes('\\')) return fields.text('CommandLine');
  const quoted = path.includes(' ') ? `"${path}"` : path;
  return command.rest === '' ? quoted : `${quoted} ${command.rest}`;
}

/** The protocol's name, by its number. */
const TRANSPORTS: ReadonlyMap<string, string> = new Map([
  ['1', 'icmp'],
  ['6', 'tcp'],
  ['17', 'udp'],
  ['58', 'icmp6'],
]);

function transportOf(fields: EventFields): string | undefined {
  const number = fields.text('Protocol');
  return number === undefined ? undefined : (TRANSPORTS.get(number) ?? number);
}
