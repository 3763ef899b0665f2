import type { FieldValue } from '../../../event.ts';
import type { EventFields } from '../../../fields.ts';
import { MAIN_CHANNELS } from '../channels.ts';
import { type Derivation, derive } from '../derive.ts';
import type { ClassicFields } from './fields.ts';

/**
 * Adds what the add-on derives. The rules of the channels have already been applied to the event under the names of the
 * XML form: what they added goes over, the names of the XML form do not, and what the classic form has its own rules for
 * is added last.
 *
 * Source: Splunk Add-on for Microsoft Windows 8.9, sourcetype WinEventLog.
 */
export function addClassicFields(classic: ClassicFields, channel: string, inputs: ReadonlySet<string>): void {
  const { fields, asXml, system } = classic;
  for (const name of asXml.keys()) if (!inputs.has(name)) takeOver(fields, name, asXml.get(name));
  derive(fields, EVERY_CHANNEL);
  if (MAIN_CHANNELS.has(channel)) derive(fields, MAIN_CHANNEL);
  if (channel !== 'security' && !hasAccount(asXml)) return;
  derive(fields, ACCOUNTS);
  fields.set('user', userOf(fields, asXml, system.eventCode));
  if (!TASK_EVENTS.has(system.eventCode)) fields.set('src_user', known(nth(fields, 'Account_Name', 0)));
  else fields.delete('src_user');
  if (fields.has('CategoryString')) derive(fields, ACCOUNT_MANAGEMENT);
}

/** Labels are written with capitals: names in small letters are the data models', and are not for messages to set. */
function takeOver(fields: EventFields, name: string, value: FieldValue | undefined): void {
  if (/^[a-z]/.test(name)) fields.set(name, value);
  else fields.setDefault(name, value);
}

/** Account events are sent through the channel System, too, by the field lists that were published for them. */
function hasAccount(asXml: EventFields): boolean {
  return asXml.has('SubjectUserName');
}

/** Their account is the user, and no source of a change. */
const TASK_EVENTS: ReadonlySet<string> = new Set(['4698', '4699', '4700', '4701', '4702']);

const SEVERITIES: ReadonlyMap<string, string> = new Map([
  ['information', 'informational'],
  ['warning', 'medium'],
  ['error', 'high'],
  ['critical', 'critical'],
]);

const EVERY_CHANNEL: Derivation = [
  ['category', 'TaskCategory'],
  ['severity', (fields) => SEVERITIES.get(nth(fields, 'Type', 0)?.toLowerCase() ?? '')],
];

const MAIN_CHANNEL: Derivation = [
  ['body', 'Message'],
  ['dest_nt_host', (fields) => fields.get('dest_nt_host') ?? fields.get('ComputerName')],
];

const ACCOUNTS: Derivation = [
  ['member_id', second('Security_ID')],
  ['member_dn', second('Account_Name')],
  ['member_nt_domain', second('Account_Domain')],
  ['src_nt_domain', (fields) => known(nth(fields, 'Account_Domain', 0))],
  ['dest_nt_domain', (fields) => known(second('Account_Domain')(fields))],
  ['user_group', (fields) => fields.get('Group_Name') ?? fields.get('user_group')],
  ['user_group_id', 'Primary_Group_ID'],
  ['privilege_id', 'Privileges'],
  ['vendor_privilege', 'Privileges'],
];

/** Actions that say how an event ended, not what was done. */
const OUTCOMES: ReadonlySet<string> = new Set(['success', 'failure', 'unknown']);

const ACCOUNT_MANAGEMENT: Derivation = [
  ['change_type', (fields) => fields.get('change_type') ?? 'user'],
  ['object_category', (fields) => fields.get('object_category') ?? 'user'],
  ['object_attrs', (fields) => fields.get('object_attrs') ?? 'user'],
  ['result', (fields) => fields.get('result') ?? fields.get('signature')],
  ['msad_action', (fields) => (OUTCOMES.has(fields.text('action') ?? '') ? undefined : fields.get('action'))],
  ['MSADChangedAttributes', changedAttributes],
];

/** The second account of a message is the one that something is done to; a single one does it. */
function userOf(fields: EventFields, asXml: EventFields, eventCode: string): FieldValue | undefined {
  const renamed = asXml.get('NewTargetUserName');
  if (renamed !== undefined) return renamed;
  const target = second('Account_Name')(fields);
  // A new process has its second account only where it runs as another one.
  const user = eventCode === '4688' ? (known(target) ?? nth(fields, 'Account_Name', 0)) : target;
  return user ?? asXml.get('user');
}

/** The second value of a field, else its first. */
function second(name: string): (fields: EventFields) => string | undefined {
  return (fields) => nth(fields, name, 1) ?? nth(fields, name, 0);
}

function nth(fields: EventFields, name: string, index: number): string | undefined {
  const value = fields.get(name);
  return typeof value === 'object' ? value[index] : index === 0 ? value : undefined;
}

function known<T extends FieldValue | undefined>(value: T): T | undefined {
  return value === '-' ? undefined : value;
}

/** The lines below the heading of the attributes that an account has or had changed. */
function changedAttributes(fields: EventFields): string | undefined {
  const message = fields.text('Message') ?? '';
  const heading = ['\nChanged Attributes:', '\nAttributes:'].find((one) => message.includes(one));
  if (heading === undefined) return undefined;
  const start = message.indexOf(heading) + heading.length;
  const end = message.indexOf('\n\n', start);
  return message.slice(start, end === -1 ? undefined : end).trim() || undefined;
}
