import type { LogRecord } from '../../../inputs/index.ts';
import { cleanName } from '../../extract/key-value.ts';
import { splitDelimited } from '../../extract/table.ts';
import { fieldOf } from '../../fields.ts';
import { defineSource, type EventReader } from '../define.ts';

const COLUMNS =
  'date-time,client-ip,client-hostname,server-ip,server-hostname,source-context,connector-id,source,event-id,internal-message-id,message-id,network-message-id,recipient-address,recipient-status,total-bytes,recipient-count,related-recipient-address,reference,message-subject,sender-address,return-path,message-info,directionality,tenant-id,original-client-ip,original-server-ip,custom-data,transport-traffic-type,log-id,schema-version'.split(
    ',',
  );

/** The columns, between commas where the log says which they are. */
function columnsOf(record: LogRecord): readonly string[] | undefined {
  const header = record.kind === 'text' ? record.header : undefined;
  if (header === undefined) return undefined;
  return header.names.length === 1 ? header.names[0]?.split(',') : header.names;
}

const DELIVERED: ReadonlySet<string> = new Set(['DELIVER', 'SEND', 'DUPLICATEDELIVER']);
const REFUSED: ReadonlySet<string> = new Set(['FAIL', 'BADMAIL', 'DROP', 'POISONMESSAGE', 'DSN']);

const kind = (event: EventReader): string => event.text('event_id') ?? '';
const listed = (event: EventReader, name: string): string[] => event.text(name)?.split(';') ?? [];

/** Source: Microsoft, message tracking (fields of the log); Splunk Add-on for Microsoft Exchange 4.0. */
export const exchangeTracking = defineSource({
  name: 'exchange-tracking',
  title: 'Exchange message tracking',
  basis: 'Splunk Add-on for Microsoft Exchange 4.0; Microsoft, message tracking',
  sourcetypes: ['MSExchange:2013:MessageTracking', 'MSExchange:2010:MessageTracking'],
  recognise: (record) => {
    const names = columnsOf(record);
    return names?.includes('recipient-address') && names.includes('event-id')
      ? { reason: 'a row of the message tracking log' }
      : undefined;
  },
  extract: (fields, record) => {
    if (record.kind !== 'text') return;
    const names = columnsOf(record) ?? COLUMNS;
    const cells = splitDelimited(record.text, ',');
    // The log's own source (SMTP, STOREDRIVER) stands beside the default field of that name.
    names.forEach((name, column) => {
      fields.set(name === 'source' ? 'source_id' : cleanName(name), cells[column]);
    });
  },
  timestamp: (event) => event.text('date_time'),
  host: (event) => event.text('server_hostname'),
  aliases: [
    ['client_ip', 'src_ip'],
    ['server_ip', 'dest_ip'],
    ['total_bytes', 'size'],
    ['message_subject', 'subject'],
    ['sender_address', 'src_user'],
    ['sender_address', 'sender'],
  ],
  calculated: {
    action: (event) => (DELIVERED.has(kind(event)) ? 'delivered' : REFUSED.has(kind(event)) ? 'blocked' : undefined),
    src: (event) => event.text('client_ip') ?? event.text('client_hostname'),
    dest: (event) => event.text('server_hostname') ?? event.text('server_ip'),
    protocol: () => 'SMTP',
    recipient: (event) => fieldOf(listed(event, 'recipient_address')),
    recipient_domain: (event) =>
      fieldOf([...new Set(listed(event, 'recipient_address').map((one) => one.slice(one.lastIndexOf('@') + 1)))]),
    src_user_domain: (event) => event.text('sender_address')?.replace(/^.*@/, ''),
    vendor_product: () => 'Microsoft Exchange',
  },
  eventTypes: [
    { name: 'msexchange_message_tracking', tags: ['email'] },
    { name: 'msexchange_delivery', tags: ['delivery'], when: (event) => DELIVERED.has(kind(event)) },
  ],
});
