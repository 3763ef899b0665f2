import type { EventFields } from '../../fields.ts';
import type { SystemBlock } from './extract.ts';
import { LOGON_FAILURES, SECURITY_EVENTS, type SecurityEvent } from './security-events.ts';

/**
 * What happened and how it ended: signature, action, status and, for changes, what was changed.
 * Source: Splunk Add-on for Microsoft Windows 8.9; where its newest tables are not published, the values are those that
 * its lists of fields allow.
 */
export function addActionFields(fields: EventFields, { eventCode, keywords }: SystemBlock): void {
  const event = SECURITY_EVENTS.get(eventCode);
  addSignature(fields, eventCode, event);
  fields.set('severity', event?.severity);
  const status = fields.text('Status');
  fields.set('ta_windows_status', status);
  fields.set('ta_windows_action', taAction(status));
  if (event?.isAccountManagement === true) addCategory(fields);
  const errorCode = status ?? '-';
  const outcome = AUDIT_WORDS.get(keywords ?? '') ?? outcomeOf(event, errorCode);
  fields.set('Error_Code', errorCode);
  fields.set('status', outcome);
  fields.set('action', actionOf(eventCode, keywords, event, outcome));
  addChange(fields, eventCode, event);
}

function addSignature(fields: EventFields, eventCode: string, event: SecurityEvent | undefined): void {
  const failure = eventCode === '4625' ? LOGON_FAILURES.get(fields.text('SubStatus')?.toLowerCase() ?? '') : undefined;
  const signature = failure ?? event?.signature;
  for (const name of ['signature', 'name', 'subject']) fields.set(name, signature);
}

function addCategory(fields: EventFields): void {
  fields.set('CategoryString', 'Account Management');
  fields.set('ta_windows_security_CategoryString', 'Account Management');
}

/** How the event ended, where the classic form says so in words; the XML form has a number, which is not asked. */
const AUDIT_WORDS: ReadonlyMap<string, string> = new Map([
  ['Audit Success', 'success'],
  ['Audit Failure', 'failure'],
]);

/** A table of its own, by status alone: even an event that went well is a failure here. */
const TA_ACTIONS: ReadonlyMap<string, string> = new Map([
  ['0xc000006f', 'denied'],
  ['0xc0000070', 'denied'],
  ['0xc000015b', 'denied'],
  ['0xc0000234', 'denied'],
  ['0xc0000064', 'unknown'],
  ['0xc0000133', 'error'],
  ['0xc0000225', 'error'],
]);

function taAction(status: string | undefined): string {
  return TA_ACTIONS.get(status?.toLowerCase() ?? '') ?? 'failure';
}

/** How the event ended, by its status: a hyphen stands for none. */
function outcomeOf(event: SecurityEvent | undefined, errorCode: string): string {
  if (errorCode === '-' || event?.actionByStatus === undefined) return event?.action ?? 'success';
  const status = errorCode.toLowerCase();
  for (const [action, statuses] of Object.entries(event.actionByStatus)) if (statuses.includes(status)) return action;
  return 'failure';
}

const SUCCESSES: ReadonlySet<string> = new Set(['0x8020000000000000', 'Audit Success']);

function actionOf(
  eventCode: string,
  keywords: string | undefined,
  event: SecurityEvent | undefined,
  outcome: string,
): string {
  if (eventCode === '4688' && SUCCESSES.has(keywords ?? '')) return 'allowed';
  return event?.change?.action ?? CHANGES.get(eventCode) ?? outcome;
}

/** Account changes that the newer table has beside those of the audit table. */
const CHANGES: ReadonlyMap<string, string> = new Map([
  ['4703', 'modified'],
  ['4704', 'modified'],
  ['4705', 'modified'],
  ['4743', 'deleted'],
  ['4781', 'unknown'],
]);

/** Policies of auditing and of the domain: changed things that are no accounts. */
const POLICIES: ReadonlyMap<string, string> = new Map([
  ['4719', 'audit'],
  ['4739', 'policy'],
]);

function addChange(fields: EventFields, eventCode: string, event: SecurityEvent | undefined): void {
  const isAccount = CHANGES.has(eventCode);
  const object = event?.change?.object ?? POLICIES.get(eventCode) ?? (isAccount ? 'user' : undefined);
  if (object === undefined) return;
  fields.set('change_type', object);
  fields.set('object_category', object);
  if (eventCode !== '4720') fields.setDefault('object_attrs', object);
  if (object !== 'audit') fields.set('result', eventCode === '4740' ? 'lockout' : event?.signature);
}
