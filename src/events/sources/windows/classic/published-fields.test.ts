import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { eventOf } from '../../../../../test/support/event-of.ts';

/** Lists of fields as published with the add-on; their examples hold only the first line of the event. */
const PUBLISHED = '../shared/datasources';

/** What the index keeps about an event, and what is set beside its fields. */
const NOT_OF_EVENT = /^(?:_time|host|source|sourcetype|index|splunk_server|timestartpos|timeendpos)$/;

const SUBJECT =
  'Subject:\n\tSecurity ID:\t\tEXAMPLE\\adm\n\tAccount Name:\t\tadm\n\tAccount Domain:\t\tEXAMPLE\n\tLogon ID:\t\t0x3E7\n\n';

const ATTRIBUTES = [
  'SAM Account Name:\tkim',
  'Display Name:\t\tkim',
  'User Principal Name:\tkim@example.test',
  'Home Directory:\t\t-',
  'Home Drive:\t\t-',
  'Script Path:\t\t-',
  'Profile Path:\t\t-',
  'User Workstations:\t-',
  'Password Last Set:\t<never>',
  'Account Expires:\t\t<never>',
  'Primary Group ID:\t513',
  'Allowed To Delegate To:\t-',
  'Old UAC Value:\t\t0x0',
  'New UAC Value:\t\t0x15',
  'User Account Control:\t',
  '\tAccount Disabled',
  'User Parameters:\t-',
  'SID History:\t\t-',
  'Logon Hours:\t\t<value not set>',
].join('\n\t');

const ACCOUNT = '\tSecurity ID:\t\tEXAMPLE\\kim\n\tAccount Name:\t\tkim\n\tAccount Domain:\t\tEXAMPLE\n\n';

/** Messages in the words of Windows. */
const EVENTS: readonly (readonly [name: string, code: number, log: string, message: string])[] = [
  [
    'windows_event_log_security_4698',
    4698,
    'Security',
    `A scheduled task was created.\n\n${SUBJECT}Task Information:\n\tTask Name: \t\t\\x\n\tTask Content: \t\t<Task>\n</Task>\n`,
  ],
  [
    'windows_event_log_security_4732',
    4732,
    'Security',
    `A member was added to a security-enabled local group.\n\n${SUBJECT}Member:\n\tSecurity ID:\t\tEXAMPLE\\kim\n\tAccount Name:\t\t-\n\nGroup:\n\tSecurity ID:\t\tBUILTIN\\Users\n\tGroup Name:\t\tUsers\n\tGroup Domain:\t\tBuiltin\n\nAdditional Information:\n\tPrivileges:\t\t-\n`,
  ],
  [
    'windows_event_log_system_4720',
    4720,
    'Security',
    `A user account was created.\n\n${SUBJECT}New Account:\n${ACCOUNT}Attributes:\n\t${ATTRIBUTES}\n`,
  ],
  [
    'windows_event_log_system_4726',
    4726,
    'Security',
    `A user account was deleted.\n\n${SUBJECT}Target Account:\n${ACCOUNT}Additional Information:\n\tPrivileges\t-\n`,
  ],
  ['windows_event_log_printservice_316', 316, 'Microsoft-Windows-PrintService/Admin', 'Printer driver x was added.'],
  [
    'windows_event_log_defender_1129',
    1129,
    'Microsoft-Windows-Windows Defender/Operational',
    'A user has allowed a blocked operation.\n \tID: 26190899\n \tPath: C:\\x\n \tProcess Name: C:\\y.exe\n',
  ],
];

function textOf(code: number, log: string, message: string): string {
  const keys = [
    `LogName=${log}`,
    'SourceName=x',
    `EventCode=${code}`,
    'EventType=0',
    'Type=Information',
    'ComputerName=dc',
    ...(log === 'Security' ? [] : ['User=NOT_TRANSLATED', 'Sid=S-1-5-18', 'SidType=0']),
    'TaskCategory=x',
    'OpCode=Info',
    'RecordNumber=7',
    'Keywords=Audit Success',
  ];
  return ['10/09/2020 10:41:26 AM', ...keys, `Message=${message}`].join('\n');
}

describe.skipIf(!existsSync(PUBLISHED))('every field of the published list', () => {
  test.each(EVENTS)('%s', (name, code, log, message) => {
    const { source, sourcetype, fields } = JSON.parse(readFileSync(`${PUBLISHED}/${name}.json`, 'utf8')) as {
      source: string;
      sourcetype: string;
      fields: readonly string[];
    };
    for (const given of [{ source, sourcetype }, {}]) {
      const event = eventOf(textOf(code, log, message), given);
      expect(fields.filter((field) => !event.fields.has(field) && !NOT_OF_EVENT.test(field))).toEqual([]);
    }
  });
});
