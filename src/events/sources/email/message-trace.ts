import { defineSource } from '../define.ts';
import { hasKeys } from '../recognise.ts';

const ACTIONS: ReadonlyMap<string, string> = new Map([
  ['delivered', 'delivered'],
  ['expanded', 'delivered'],
  ['resolved', 'delivered'],
  ['failed', 'blocked'],
  ['filteredasspam', 'blocked'],
  ['quarantined', 'quarantined'],
  ['pending', 'deferred'],
  ['gettingstatus', 'deferred'],
]);

const domainOf = (address: string | undefined): string | undefined => address?.replace(/^.*@/, '');

/** Source: Microsoft 365, reporting web service, MessageTrace; Splunk Add-on for Microsoft Office 365 4.5. */
export const messageTrace = defineSource({
  name: 'o365-message-trace',
  title: 'Microsoft 365 message trace',
  basis: 'Splunk Add-on for Microsoft Office 365 4.5; Microsoft, MessageTrace report',
  sourcetypes: ['o365:reporting:messagetrace', 'ms:o365:reporting:messagetrace'],
  source: 'o365',
  recognise: (record) =>
    hasKeys(record, 'MessageTraceId', 'RecipientAddress', 'SenderAddress')
      ? { reason: 'a message of the trace report' }
      : undefined,
  timestamp: (event) => event.text('Received'),
  aliases: [
    ['FromIP', 'src'],
    ['FromIP', 'src_ip'],
    ['ToIP', 'dest'],
    ['MessageId', 'message_id'],
    ['MessageTraceId', 'internal_message_id'],
    ['RecipientAddress', 'recipient'],
    ['SenderAddress', 'src_user'],
    ['Size', 'size'],
    ['Subject', 'subject'],
  ],
  calculated: {
    action: (event) => ACTIONS.get(event.text('Status')?.toLowerCase() ?? ''),
    recipient_domain: (event) => domainOf(event.text('RecipientAddress')),
    src_user_domain: (event) => domainOf(event.text('SenderAddress')),
    status: (event) => event.text('Status'),
    vendor_product: () => 'Microsoft Office 365',
  },
  eventTypes: [{ name: 'o365_message_trace', tags: ['email', 'delivery'] }],
});
