import { defineSource, type EventReader } from '../define.ts';
import { hasKeys, textAt } from '../recognise.ts';
import { lengthOf, lengthOfResult } from '../values.ts';

const urlOf = (event: EventReader): string | undefined => {
  const [site, uri] = [event.text('site'), event.text('uri') ?? event.text('uri_path')];
  return site === undefined || uri === undefined ? undefined : `http://${site}${uri}`;
};

const isProtocol =
  (name: string) =>
  (event: EventReader): boolean =>
    (event.text('protocol_stack') ?? '').split(':').includes(name);

/** A flow as such: what a protocol above it says is told by that protocol's events. */
const isFlow = (event: EventReader): boolean => /^stream:(?:tcp|udp|ip|icmp)$/i.test(event.sourcetype);

/** Network traffic as Splunk Stream captures it. Source: Splunk Stream 8.1, protocol fields. */
export const stream = defineSource({
  name: 'splunk-stream',
  title: 'Splunk Stream',
  basis: 'Splunk Stream 8.1',
  sourcetypes: [
    'stream:http',
    'stream:tcp',
    'stream:udp',
    'stream:ip',
    'stream:dns',
    'stream:smtp',
    'stream:ldap',
    'stream:smb',
  ],
  recognise: (record) => {
    if (!hasKeys(record, 'endtime', 'protocol_stack')) return undefined;
    const protocol = textAt(record, 'protocol_stack')?.split(':').at(-1) ?? 'ip';
    return {
      sourcetype: `stream:${protocol}`,
      source: `stream:${protocol}`,
      reason: 'a flow with its stack of protocols',
    };
  },
  timestamp: (event) => event.text('timestamp') ?? event.text('endtime'),
  aliases: [
    ['src_ip', 'src'],
    ['dest_ip', 'dest'],
    ['message_type{}', 'message_type'],
    ['query{}', 'query'],
    ['http_referer', 'http_referrer'],
  ],
  calculated: {
    app: (event) => event.text('app') ?? event.text('protocol_stack')?.split(':').at(-1),
    answer: (event) => event.get('host_addr{}') ?? event.get('host_addr'),
    http_user_agent_length: lengthOf('http_user_agent'),
    http_content_type: (event) => event.text('http_content_type') ?? event.text('cs_content_type'),
    reply_code: (event) => event.text('reply_code') ?? event.text('reply_code{}'),
    url: urlOf,
    url_domain: (event) => event.text('site')?.replace(/:\d+$/, ''),
    url_length: lengthOfResult(urlOf),
    vendor_product: () => 'Splunk Stream',
  },
  eventTypes: [
    { name: 'stream_web', tags: ['web'], when: isProtocol('http') },
    { name: 'stream_dns', tags: ['network', 'resolution', 'dns'], when: isProtocol('dns') },
    { name: 'stream_email', tags: ['email'], when: isProtocol('smtp') },
    { name: 'stream_network_traffic', tags: ['network', 'communicate'], when: isFlow },
  ],
});
