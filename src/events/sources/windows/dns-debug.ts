import type { EventFields } from '../../fields.ts';
import { defineSource, type EventReader } from '../define.ts';
import { matches } from '../recognise.ts';

/**
 * A packet: time, thread, the word PACKET, an address in memory, transport, direction, the other side, number, query or
 * response, the flags in brackets, the type and the name with the lengths of its labels.
 */
const LINE =
  /^(?<time>\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4} \d{1,2}:\d\d:\d\d(?: [AP]M)?) (?<thread_id>[0-9A-F]{3,8}) (?<context>PACKET) {1,4}(?:[0-9A-F]{8,16} )?(?<protocol>UDP|TCP) (?<direction>Rcv|Snd) (?<address>[\da-fA-F.:]+) +(?<xid>[0-9a-f]{4}) (?<qr>[ R]) (?<opcode>.) \[(?<flags>[0-9a-f]{4}) (?<flag_letters>[A-Z ]{0,8}?) *(?<rcode>[A-Z]+|\d+)\] (?<questiontype>\w+) +(?<questionname>\S+)/;

const REPLIES: ReadonlyMap<string, string> = new Map([
  ['NOERROR', 'No Error'],
  ['FORMERR', 'Format Error'],
  ['SERVFAIL', 'Server Failure'],
  ['NXDOMAIN', 'Non-Existent Domain'],
  ['NOTIMP', 'Not Implemented'],
  ['REFUSED', 'Query Refused'],
]);

const isResponse = (event: EventReader): boolean => event.text('qr') === 'R';
/** A query comes in, its response goes out; what the server itself asks others is the reverse. */
const isOfClient = (event: EventReader): boolean => (event.text('direction') === 'Rcv') !== isResponse(event);

/** Source: Microsoft, DNS server debug logging; Splunk Add-on for Microsoft Windows 8.9, sourcetype MSAD:NT6:DNS. */
export const dnsDebug = defineSource({
  name: 'windows-dns-debug',
  title: 'Debug log of the DNS server',
  basis: 'Splunk Add-on for Microsoft Windows 8.9, MSAD:NT6:DNS; Microsoft, DNS server debug logging',
  sourcetypes: ['MSAD:NT6:DNS'],
  recognise: (record) =>
    matches(record, LINE) ? { reason: 'a packet in the debug log of the DNS server' } : undefined,
  extract: (fields, record) => {
    if (record.kind === 'text') addPacket(fields, record.text);
  },
  timestamp: (event) => event.text('time'),
  aliases: [
    ['questiontype', 'record_type'],
    ['xid', 'transaction_id'],
  ],
  calculated: {
    query: (event) => nameOf(event.text('questionname')),
    src: (event) => (isOfClient(event) ? event.text('address') : event.host),
    src_ip: (event) => (isOfClient(event) ? event.text('address') : undefined),
    dest: (event) => (isOfClient(event) ? event.host : event.text('address')),
    dest_port: () => '53',
    message_type: (event) => (isResponse(event) ? 'Response' : 'Query'),
    reply_code: (event) =>
      isResponse(event) ? (REPLIES.get(event.text('rcode') ?? '') ?? event.text('rcode')) : undefined,
    transport: (event) => event.text('protocol')?.toLowerCase(),
    vendor_product: () => 'Microsoft DNS Server',
  },
  eventTypes: [{ name: 'msad_dns', tags: ['network', 'resolution', 'dns'] }],
});

function addPacket(fields: EventFields, text: string): void {
  for (const [name, value] of Object.entries(LINE.exec(text)?.groups ?? {})) fields.set(name, value?.trim());
}

/** `(3)www(7)example(3)com(0)` is www.example.com; the root is a dot. */
function nameOf(labels: string | undefined): string | undefined {
  return labels?.replace(/\(\d{1,3}\)/g, '.').replace(/^\.(?=.)|(?<=[^.])\.$/g, '');
}
