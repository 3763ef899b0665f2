import type { Severity } from '../../content/index.ts';

/** What an event is about that people look for whatever the detections say. */
export type KeyEventKind =
  | 'log cleared'
  | 'time changed'
  | 'logging stopped'
  | 'system'
  | 'policy changed'
  | 'account'
  | 'service'
  | 'task'
  | 'logon'
  | 'malware'
  | 'script';

export interface KeyEventRule {
  readonly kind: KeyEventKind;
  readonly severity: Severity;
  readonly title: string;
  /** Fields whose values are its details. */
  readonly fields: readonly string[];
  /** Values that fields must have. */
  readonly when?: Readonly<Record<string, string>>;
}

type Rules = Readonly<Record<string, KeyEventRule>>;

const BY = ['SubjectUserName', 'SubjectDomainName'] as const;
const ACCOUNT = ['TargetUserName', 'TargetDomainName', ...BY] as const;
const MEMBER = ['MemberName', 'MemberSid', ...ACCOUNT] as const;
const THREAT = ['Threat Name', 'Threat_Name', 'ThreatName', 'Path', 'Process Name', 'Action Name'] as const;

function rule(
  kind: KeyEventKind,
  severity: Severity,
  title: string,
  fields: readonly string[],
  when?: KeyEventRule['when'],
): KeyEventRule {
  return { kind, severity, title, fields, ...(when && { when }) };
}

/** Source: Microsoft, "Appendix L: Events to Monitor" and the descriptions of the security auditing events. */
const SECURITY: Rules = {
  '1100': rule('logging stopped', 'medium', 'Event log service stopped', []),
  '1102': rule('log cleared', 'high', 'Security log cleared', BY),
  '4616': rule('time changed', 'medium', 'System time changed', ['PreviousTime', 'NewTime', 'ProcessName', ...BY]),
  '4624': rule(
    'logon',
    'informational',
    'Remote desktop sign-in',
    ['TargetUserName', 'TargetDomainName', 'IpAddress'],
    {
      LogonType: '10',
    },
  ),
  '4648': rule('logon', 'informational', 'Sign-in with explicit credentials', [
    ...ACCOUNT,
    'TargetServerName',
    'ProcessName',
  ]),
  '4697': rule('service', 'medium', 'Service installed', ['ServiceName', 'ServiceFileName', ...BY]),
  '4698': rule('task', 'medium', 'Scheduled task created', ['TaskName', ...BY]),
  '4702': rule('task', 'low', 'Scheduled task changed', ['TaskName', ...BY]),
  '4719': rule('policy changed', 'medium', 'Audit policy changed', ['SubcategoryGuid', 'AuditPolicyChanges', ...BY]),
  '4720': rule('account', 'medium', 'User account created', ACCOUNT),
  '4722': rule('account', 'low', 'User account enabled', ACCOUNT),
  '4724': rule('account', 'low', 'Password of an account reset', ACCOUNT),
  '4726': rule('account', 'low', 'User account deleted', ACCOUNT),
  '4728': rule('account', 'medium', 'Member added to a global group', MEMBER),
  '4732': rule('account', 'medium', 'Member added to a local group', MEMBER),
  '4740': rule('account', 'low', 'User account locked out', ACCOUNT),
  '4756': rule('account', 'medium', 'Member added to a universal group', MEMBER),
};

const SYSTEM: Rules = {
  '104': rule('log cleared', 'high', 'Event log cleared', ['Channel', ...BY]),
  '1074': rule('system', 'informational', 'Shutdown asked for', ['param1', 'param5', 'param7']),
  '6005': rule('system', 'informational', 'Event log service started', []),
  '6006': rule('logging stopped', 'low', 'Event log service stopped', []),
  '6008': rule('logging stopped', 'medium', 'Unexpected shutdown', []),
  '7045': rule('service', 'medium', 'Service installed', ['ServiceName', 'ImagePath', 'AccountName']),
};

const SYSMON: Rules = {
  '4': rule('logging stopped', 'medium', 'Sysmon stopped', ['Version'], { State: 'Stopped' }),
  '16': rule('policy changed', 'low', 'Sysmon configuration changed', ['Configuration', 'ConfigurationFileHash']),
};

const DEFENDER: Rules = {
  '1013': rule('log cleared', 'medium', 'Defender history deleted', ['Domain', 'User']),
  '1116': rule('malware', 'high', 'Defender found malware', THREAT),
  '1117': rule('malware', 'medium', 'Defender acted on malware', THREAT),
  '5001': rule('policy changed', 'high', 'Defender real-time protection switched off', []),
  '5007': rule('policy changed', 'low', 'Defender configuration changed', ['Old Value', 'New Value']),
};

const TASKS: Rules = {
  '106': rule('task', 'medium', 'Scheduled task created', ['TaskName', 'UserContext']),
  '140': rule('task', 'low', 'Scheduled task changed', ['TaskName', 'UserName']),
  '141': rule('task', 'low', 'Scheduled task deleted', ['TaskName', 'UserName']),
};

const SESSIONS: Rules = {
  '21': rule('logon', 'informational', 'Session began', ['User', 'Address']),
  '25': rule('logon', 'informational', 'Session taken up again', ['User', 'Address']),
};

/** Script blocks that Windows itself took for suspicious. */
const POWERSHELL: Rules = {
  '4104': rule('script', 'medium', 'PowerShell script block that Windows warns of', ['ScriptBlockText', 'Path'], {
    Level: '3',
  }),
};

/** The rules of a channel by the number of the event; the channel in lower case. */
export const KEY_EVENTS: Readonly<Record<string, Rules>> = {
  security: SECURITY,
  system: SYSTEM,
  'microsoft-windows-sysmon/operational': SYSMON,
  'microsoft-windows-windows defender/operational': DEFENDER,
  'microsoft-windows-taskscheduler/operational': TASKS,
  'microsoft-windows-terminalservices-localsessionmanager/operational': SESSIONS,
  'microsoft-windows-powershell/operational': POWERSHELL,
};

/** Numbers of the System channel that several providers use, and the provider that is meant, in lower case. */
export const PROVIDERS: Readonly<Record<string, string>> = {
  '104': 'eventlog',
  '1074': 'user32',
  '6005': 'eventlog',
  '6006': 'eventlog',
  '6008': 'eventlog',
  '7045': 'service control manager',
};
