import type { JsonRecord, LogRecord } from '../../../inputs/index.ts';
import { addJsonFields } from '../../extract/json-fields.ts';
import type { EventFields } from '../../fields.ts';
import { type Calculation, defineSource, type EventReader } from '../define.ts';
import { hasKeys } from '../recognise.ts';
import { entryOf, firstOf, only } from '../values.ts';
import { RECORD_TYPES, USER_TYPES } from './office365-types.ts';

/** Arrays of names and values, of which each pair is a field of its own. */
const PAIRS = ['ExtendedProperties', 'DeviceProperties', 'OperationProperties', 'Parameters'];

const operation = (event: EventReader): string => event.text('Operation') ?? '';

/** What operations do, by the words in their names; the first that fits counts. */
const ACTIONS: readonly (readonly [pattern: RegExp, action: string])[] = [
  [/^UserLoginFailed$/, 'failure'],
  [/^(?:UserLoggedIn|MailboxLogin|TeamsSessionStarted)$/, 'success'],
  [/^(?:Add|New|Create|Consent)|Created$|Uploaded$/, 'created'],
  [/^(?:Remove|Delete|HardDelete|SoftDelete|Revoke)|Deleted|Recycled$/, 'deleted'],
  [
    /^(?:Set|Update|Change|Modify|Enable|Disable|Reset|Restore|Grant|Move|Rename|UpdateInboxRules)|Modified|Changed|Renamed|Moved$/,
    'modified',
  ],
  [/Accessed|Downloaded|Viewed|Previewed|^Get|^Search|MailItemsAccessed/, 'read'],
  [/^Send/, 'sent'],
];

const action: Calculation = (event) => ACTIONS.find(([pattern]) => pattern.test(operation(event)))?.[1];

const isSignIn = (event: EventReader): boolean =>
  /^(?:UserLogg?edIn|UserLoginFailed|MailboxLogin)$/.test(operation(event));

const isChange = (event: EventReader): boolean => /^(?:created|modified|deleted)$/.test(event.text('action') ?? '');

const addressField = firstOf('ClientIP', 'ActorIpAddress', 'ClientIPAddress', 'ClientIp');

/** What a change changes is an account, or what accounts are members or owners of; files and mailboxes are not. */
const isOfAccount = (event: EventReader): boolean =>
  isChange(event) && /^(?:user|group|role|application)$/.test(event.text('object_category') ?? '');

/** The address alone: a port or brackets may be attached. */
const address: Calculation = (event) => {
  const text = addressField(event);
  if (typeof text !== 'string') return undefined;
  return /^\[([^\]]+)\]/.exec(text)?.[1] ?? /^(\d+\.\d+\.\d+\.\d+)(?::\d+)?$/.exec(text)?.[1] ?? text;
};

const userAgent: Calculation = (event) =>
  event.text('UserAgent') ?? agentOfDetails(event.text('additionalDetails')) ?? event.text('ClientInfoString');

/** Details are a text of JSON of their own. */
function agentOfDetails(details: string | undefined): string | undefined {
  return details?.includes('"User-Agent"') === true ? /"User-Agent"\s*:\s*"([^"]*)"/.exec(details)?.[1] : undefined;
}

const status: Calculation = (event) => {
  const result = event.text('ResultStatus');
  if (isSignIn(event)) return operation(event) === 'UserLoginFailed' ? 'failure' : 'success';
  if (result === undefined) return undefined;
  if (/^(?:Succe|True|PartiallySucceeded)/i.test(result)) return 'success';
  return /^(?:Fail|False)/i.test(result) ? 'failure' : result.toLowerCase();
};

const object: Calculation = (event) =>
  event.text('SourceFileName') ??
  event.text('ObjectId') ??
  event.get('Item.ParentFolder.Name') ??
  event.get('Folders{}.Path') ??
  event.text('DestinationFileName');

/** What a change changed: the names of the properties. */
const attributes: Calculation = (event) =>
  event.get('ModifiedProperties{}.Name') ??
  event.get('Parameters{}.Name') ??
  event.get('Item.ParentFolder.MemberRights') ??
  (isChange(event) ? operation(event) : undefined);

/** Kinds of objects, by the workload and the words of the operation. */
const category: Calculation = (event) => {
  if (!CHANGES.has(String(action(event)))) return undefined;
  if (/mailbox|inbox|folder|transport/i.test(operation(event))) return 'mailbox';
  if (/file/i.test(operation(event))) return 'file';
  if (/group/i.test(operation(event))) return 'group';
  if (/application|principal|consent/i.test(operation(event))) return 'application';
  return /role/i.test(operation(event)) ? 'role' : 'user';
};

const CHANGES: ReadonlySet<string> = new Set(['created', 'modified', 'deleted']);

const ofChange = (rule: Calculation): Calculation => only((event) => CHANGES.has(String(action(event))), rule);

/** Source: Splunk Add-on for Microsoft Office 365 4.5, sourcetype o365:management:activity. */
export const office365 = defineSource({
  name: 'office-365',
  title: 'Microsoft 365',
  basis: 'Splunk Add-on for Microsoft Office 365 4.5; Microsoft, Office 365 Management Activity API schema',
  sourcetypes: ['o365:management:activity', 'ms:o365:management'],
  source: 'o365',
  recognise: (record) =>
    hasKeys(record, 'Workload', 'Operation', 'CreationTime')
      ? { reason: 'a record of the management activity API' }
      : undefined,
  extract: addFields,
  timestamp: (event) => {
    const time = event.text('CreationTime');
    // The schema knows no other zone, and does not write it.
    return time === undefined || /(?:Z|[+-]\d\d:\d\d)$/.test(time) ? time : `${time}Z`;
  },
  aliases: [
    ['Operation', 'command'],
    ['Operation', 'signature'],
    ['Workload', 'dvc'],
    ['Workload', 'app'],
    ['Workload', 'authentication_service'],
    ['OrganizationId', 'vendor_account'],
    ['OrganizationId', 'tenant_id'],
    ['UserId', 'user'],
    ['UserId', 'user_id'],
    ['ClientInfoString', 'client_info_str'],
    ['LogonError', 'reason'],
    ['Id', 'event_id'],
  ],
  calculated: {
    action,
    change_type: ofChange(() => 'AAA'),
    dataset_name: (event) => (isSignIn(event) ? 'authentication' : ofChange(() => 'account_management')(event)),
    dest: (event) => event.text('OrganizationName') ?? event.text('SiteUrl') ?? event.text('Workload'),
    dest_name: (event) => event.text('OrganizationName') ?? event.text('Workload'),
    event_type: (event) => entryOf(EVENT_TYPES, event.text('AzureActiveDirectoryEventType')),
    extended_properties: (event) => event.get('ExtendedProperties{}.Value'),
    file_name: (event) => event.text('SourceFileName'),
    object,
    object_attrs: ofChange((event) => attributes(event) ?? operation(event)),
    object_category: category,
    object_id: (event) => event.text('Item.Id') ?? event.get('ObjectId'),
    record_type: (event) => entryOf(RECORD_TYPES, event.text('RecordType')) ?? event.text('RecordType'),
    result: (event) => event.text('LogonError') ?? event.text('ResultStatus'),
    src: address,
    src_ip: address,
    src_user: ofChange((event) => event.text('UserId')),
    status,
    user_agent: userAgent,
    user_agent_change: userAgent,
    user_type: (event) => entryOf(USER_TYPES, event.text('UserType')) ?? event.text('UserType'),
    vendor_product: () => 'Microsoft Office 365',
  },
  eventTypes: [
    { name: 'o365_authentication', tags: ['authentication', 'cloud'], when: isSignIn },
    { name: 'o365_account_management', tags: ['change', 'account', 'cloud'], when: isOfAccount },
    { name: 'o365_change', tags: ['change', 'cloud'], when: isChange },
  ],
});

const EVENT_TYPES: Readonly<Record<string, string>> = { '0': 'AccountLogon', '1': 'AzureApplicationAuditEvent' };

function addFields(fields: EventFields, record: LogRecord): void {
  if (record.kind !== 'json') return;
  addJsonFields(fields, record.text);
  for (const key of PAIRS) addPairs(fields, record.value[key]);
}

/** A name that the record has itself keeps its own value. */
function addPairs(fields: EventFields, pairs: JsonRecord['value'][string]): void {
  if (!Array.isArray(pairs)) return;
  for (const pair of pairs as readonly unknown[]) {
    if (typeof pair !== 'object' || pair === null || !('Name' in pair) || !('Value' in pair)) continue;
    if (typeof pair.Name === 'string')
      fields.setDefault(pair.Name, typeof pair.Value === 'string' ? pair.Value : JSON.stringify(pair.Value));
  }
}
