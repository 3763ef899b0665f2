import { splitDelimited } from '../../extract/table.ts';
import type { EventFields } from '../../fields.ts';
import { type Calculation, defineSource } from '../define.ts';
import { matches } from '../recognise.ts';

const DNS =
  'timestamp most_granular_identity identities internal_ip external_ip vendor_action query_type response_code domain categories most_granular_identity_type identity_types blocked_categories'.split(
    ' ',
  );
const PROXY =
  'timestamp identities internal_ip external_ip destination_ip content_type vendor_action url referrer user_agent status request_size response_size response_body_size sha256 categories av_detections puas amp_disposition amp_malware_name amp_score identity_type blocked_categories all_identities all_identity_types request_method'.split(
    ' ',
  );

/** A time in quotation marks, then quoted items; the action tells DNS from the proxy by its place. */
const DNS_ROW =
  /^"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d",(?:"[^"]*",){4}"(?:Allowed|Blocked|Proxied)","\d{1,5} \([\w-]{1,20}\)",/i;
const PROXY_ROW = /^"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d",(?:"[^"]*",){5}"(?:ALLOWED|BLOCKED)","https?:/i;

const ACTIONS: ReadonlyMap<string, string> = new Map([
  ['allowed', 'allowed'],
  ['proxied', 'allowed'],
  ['blocked', 'blocked'],
]);
const action: Calculation = (event) => ACTIONS.get(event.text('vendor_action')?.toLowerCase() ?? '');

/** Source: Cisco, Umbrella log formats and versioning; Splunk Add-on for Cisco Umbrella. */
export const ciscoUmbrella = defineSource({
  name: 'cisco-umbrella',
  title: 'Cisco Umbrella',
  basis: 'Cisco, Umbrella log formats and versioning',
  sourcetypes: ['cisco:umbrella:dns', 'cisco:umbrella:proxy', 'cisco:umbrella', 'opendns:dnslogs', 'opendns:proxylogs'],
  recognise: (record) => {
    if (matches(record, DNS_ROW)) return { reason: 'a row of the DNS log', sourcetype: 'cisco:umbrella:dns' };
    return matches(record, PROXY_ROW)
      ? { reason: 'a row of the proxy log', sourcetype: 'cisco:umbrella:proxy' }
      : undefined;
  },
  extract: (fields, record) => {
    if (record.kind === 'text') addRow(fields, record.text);
  },
  timestamp: (event) => event.text('timestamp'),
  aliases: [
    ['internal_ip', 'src'],
    ['internal_ip', 'src_ip'],
    ['external_ip', 'src_translated_ip'],
    ['destination_ip', 'dest'],
    ['destination_ip', 'dest_ip'],
    ['response_code', 'reply_code'],
    ['request_method', 'http_method'],
    ['referrer', 'http_referrer'],
    ['user_agent', 'http_user_agent'],
    ['content_type', 'http_content_type'],
    ['categories', 'category'],
    ['request_size', 'bytes_out'],
    ['response_size', 'bytes_in'],
  ],
  calculated: {
    action,
    query: (event) => event.text('domain')?.replace(/(.)\.$/, '$1'),
    record_type: (event) => /\(([^()]*)\)/.exec(event.text('query_type') ?? '')?.[1],
    message_type: (event) => (event.text('domain') === undefined ? undefined : 'Query'),
    user: (event) => event.text('most_granular_identity') ?? event.text('identities'),
    url_length: (event) => event.text('url')?.length.toString(),
    vendor_product: () => 'Cisco Umbrella',
  },
  eventTypes: [
    {
      name: 'cisco_umbrella_dns',
      tags: ['network', 'resolution', 'dns'],
      when: (event) => event.text('domain') !== undefined,
    },
    { name: 'cisco_umbrella_proxy', tags: ['web', 'proxy'], when: (event) => event.text('url') !== undefined },
  ],
});

function addRow(fields: EventFields, text: string): void {
  const names = PROXY_ROW.test(text) ? PROXY : DNS;
  splitDelimited(text, ',').forEach((cell, index) => {
    const name = names[index];
    if (name !== undefined) fields.set(name, cell);
  });
}
