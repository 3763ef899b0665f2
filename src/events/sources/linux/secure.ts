import { addKeyValueFields } from '../../extract/key-value.ts';
import type { EventFields } from '../../fields.ts';
import { type Calculation, defineSource, type EventReader } from '../define.ts';
import { matches } from '../recognise.ts';
import { addHeader, HEADER } from './syslog.ts';

const PROGRAMS =
  /^(?:<\d+>)?(?:[A-Z][a-z]{2} [ \d]\d [\d:]{8}|\d{4}-\S+) \S+ (?:sshd|sudo|su|login|systemd-logind|useradd|userdel|usermod|groupadd|passwd|polkitd)(?:\[\d+\])?:/;

/** What programs say of sign-ins behind the header of the line; the groups are names of fields. */
const MESSAGES: readonly RegExp[] = [
  /^(?<vendor_action>Accepted|Failed) (?<method>\S+) for (?:invalid user )?(?<user>\S+) from (?<src>\S+) port (?<src_port>\d+)(?: (?<sshd_protocol>ssh\d))?/,
  /^(?<vendor_action>Invalid) user (?<user>\S+) from (?<src>\S+)(?: port (?<src_port>\d+))?/,
  /^(?<vendor_action>Connection closed|Disconnected) (?:by|from)(?: authenticating| invalid)?(?: user (?<user>\S+))? (?<src>[\da-fA-F.:]+)(?: port (?<src_port>\d+))?/,
  /^(?:pam_unix\([^)]*\): )?(?<vendor_action>authentication failure);.*?\brhost=(?<src>\S*)(?:\s+user=(?<user>\S+))?/,
  /^(?:pam_unix\([^)]*\): )?(?<vendor_action>session (?:opened|closed)) for user (?<user>[\w.-]+)/,
  /^(?<src_user>\S+) : (?:(?<vendor_action>[\w ]{0,40}(?:incorrect password|NOT in sudoers)[\w ]{0,40}) ; )?TTY=.*?USER=(?<user>\S+) ; COMMAND=(?<command>.*)$/,
  /^(?<vendor_action>new user): name=(?<user>[^,\s]+)/,
  /^(?<vendor_action>delete user) '?(?<user>[^'\s]+)/,
  /^(?<vendor_action>FAILED SU|Successful su|\(to \S+\)) /,
];

const FAILURES = /^(?:Failed|Invalid|authentication failure|FAILED SU)|incorrect password|NOT in sudoers/;
const SUCCESSES = /^(?:Accepted|session opened|Successful su|\(to )/;

const action: Calculation = (event) => {
  const word = event.text('vendor_action');
  if (word === undefined) return event.text('command') === undefined ? undefined : 'success';
  if (FAILURES.test(word)) return 'failure';
  if (SUCCESSES.test(word)) return 'success';
  return word === 'new user' ? 'created' : word === 'delete user' ? 'deleted' : undefined;
};

const isSignIn = (event: EventReader): boolean => /^(?:success|failure)$/.test(event.text('action') ?? '');

/** Source: Splunk Add-on for Unix and Linux 9.2, sourcetype linux_secure. */
export const secure = defineSource({
  name: 'linux-secure',
  title: 'Linux sign-ins',
  basis: 'Splunk Add-on for Unix and Linux 9.2',
  sourcetypes: ['linux_secure'],
  source: '/var/log/secure',
  recognise: (record) =>
    matches(record, HEADER) && matches(record, PROGRAMS)
      ? { reason: 'a line of a program that signs users in' }
      : undefined,
  extract: (fields, record) => {
    if (record.kind === 'text') addMessage(fields, record.text);
  },
  host: (event) => event.text('syslog_host'),
  aliases: [
    ['process', 'app'],
    ['user', 'user_name'],
  ],
  calculated: {
    action,
    dest: (event) => event.text('syslog_host'),
    dvc: (event) => event.text('syslog_host'),
    user_name: (event) => event.text('user'),
    vendor_product: () => 'nix',
  },
  eventTypes: [
    { name: 'nix_security', tags: ['os', 'unix'] },
    {
      name: 'sshd_authentication',
      tags: ['authentication', 'remote'],
      when: (event) => isSignIn(event) && event.text('process') === 'sshd',
    },
    {
      name: 'nix_authentication',
      tags: ['authentication', 'local'],
      when: (event) => isSignIn(event) && event.text('process') !== 'sshd',
    },
    {
      name: 'nix_account_management',
      tags: ['change', 'account', 'management'],
      when: (event) => /user$/.test(event.text('vendor_action') ?? '') && !isSignIn(event),
    },
  ],
});

function addMessage(fields: EventFields, text: string): void {
  addHeader(fields, text);
  const said = text.slice(HEADER.exec(text)?.[0].length ?? 0).trimStart();
  for (const message of MESSAGES) {
    const groups = message.exec(said)?.groups;
    if (groups === undefined) continue;
    for (const [name, value] of Object.entries(groups)) fields.set(name, value);
    break;
  }
  addKeyValueFields(fields, text);
}
