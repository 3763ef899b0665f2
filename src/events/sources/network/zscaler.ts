import { cleanName } from '../../extract/key-value.ts';
import type { EventFields } from '../../fields.ts';
import { type Calculation, defineSource, type EventReader } from '../define.ts';
import { matches } from '../recognise.ts';

/** Named values between tabs. The first of them may follow a time. */
const WEB = /^(?:[^\t=]{8,40}\t)?(?=.*\t?reason=)(?=.*\turlcategory=)[a-z]+=/s;
const FIREWALL = /^(?:[^\t=]{8,40}\t)?(?=.*\bcsip=)(?=.*\tcdip=)[a-z]+=/s;

const value = (event: EventReader, name: string): string | undefined => {
  const text = event.text(name);
  return text === undefined || NOTHING.has(text) ? undefined : text;
};
const NOTHING: ReadonlySet<string> = new Set(['None', 'N/A', 'NA', '-']);

const take =
  (name: string): Calculation =>
  (event) =>
    value(event, name);

const action: Calculation = (event) => {
  const word = event.text('action')?.toLowerCase() ?? '';
  if (word.startsWith('allow')) return 'allowed';
  return /^(?:block|drop|reset|deny|icmp)/.test(word) ? 'blocked' : event.text('action');
};

const isThreat = (event: EventReader): boolean => value(event, 'threatname') !== undefined;
const isFirewall = (event: EventReader): boolean => event.text('csip') !== undefined;

/** Logs of the proxy and of the firewall. Source: Zscaler, NSS feeds; Zscaler Technical Add-on for Splunk 4.0. */
export const zscaler = defineSource({
  name: 'zscaler',
  title: 'Zscaler',
  basis: 'Zscaler Technical Add-on for Splunk 4.0; Zscaler, NSS feed output format',
  sourcetypes: ['zscalernss-web', 'zscalernss-fw', 'zscalernss-dns', 'zscalernss-tunnel'],
  source: 'zscaler',
  recognise: (record) => {
    if (matches(record, WEB, 'urlcategory='))
      return { reason: 'named values of the web feed', sourcetype: 'zscalernss-web' };
    return matches(record, FIREWALL, 'csip=')
      ? { reason: 'named values of the firewall feed', sourcetype: 'zscalernss-fw' }
      : undefined;
  },
  extract: (fields, record) => {
    if (record.kind === 'text') addPairs(fields, record.text);
  },
  timestamp: (event) => event.text('datetime') ?? event.text('time'),
  aliases: [
    ['requestmethod', 'http_method'],
    ['urlcategory', 'category'],
    ['responsesize', 'bytes_in'],
    ['requestsize', 'bytes_out'],
    ['transactionsize', 'bytes'],
    ['contenttype', 'http_content_type'],
    ['inbytes', 'bytes_in'],
    ['outbytes', 'bytes_out'],
    ['appname', 'app'],
    ['nwapp', 'app'],
    ['rulelabel', 'rule'],
    ['csport', 'src_port'],
    ['cdport', 'dest_port'],
  ],
  calculated: {
    action,
    vendor_action: (event) => event.text('action'),
    src: (event) => value(event, 'ClientIP') ?? value(event, 'csip') ?? value(event, 'clientpublicIP'),
    src_ip: (event) => value(event, 'ClientIP') ?? value(event, 'csip') ?? value(event, 'clientpublicIP'),
    dest: (event) => value(event, 'serverip') ?? value(event, 'cdip') ?? value(event, 'hostname'),
    dest_ip: (event) => value(event, 'serverip') ?? value(event, 'cdip'),
    dest_host: take('hostname'),
    http_referrer: take('refererURL'),
    http_user_agent: take('useragent'),
    http_user_agent_length: (event) => event.text('useragent')?.length.toString(),
    signature: take('threatname'),
    url_length: (event) => event.text('url')?.length.toString(),
    transport: (event) => event.text('proto')?.toLowerCase(),
    user: (event) => event.text('user') ?? event.text('login'),
    vendor_product: (event) => (isFirewall(event) ? 'Zscaler Firewall' : 'Zscaler Web Proxy'),
  },
  eventTypes: [
    { name: 'zscaler_proxy', tags: ['web', 'proxy'], when: (event) => !isFirewall(event) },
    { name: 'zscaler_firewall', tags: ['network', 'communicate'], when: isFirewall },
    { name: 'zscaler_threat', tags: ['malware', 'attack'], when: (event) => !isFirewall(event) && isThreat(event) },
  ],
});

/** Values may hold blanks and equals signs: a tab alone ends one. */
function addPairs(fields: EventFields, text: string): void {
  for (const part of text.split('\t')) {
    const equals = part.indexOf('=');
    if (equals > 0) fields.setDefault(cleanName(part.slice(0, equals).trim()), part.slice(equals + 1).trim());
  }
}
