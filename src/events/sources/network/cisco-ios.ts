import type { EventFields } from '../../fields.ts';
import { defineSource, type EventReader } from '../define.ts';
import { matches } from '../recognise.ts';

/** `%FACILITY-SEVERITY-MNEMONIC: text`, behind whatever header the device and the collector write. */
const MESSAGE =
  /%(?<facility>[A-Z][A-Z0-9_]{1,40}(?:-[A-Z][A-Z0-9_]{1,30})?)-(?<severity_id>[0-7])-(?<mnemonic>[A-Z][A-Z0-9_]{1,60}): ?(?<message_text>.*)/s;
/** Firewalls write the same shape under names of their own. */
const OTHERS = /^(?:ASA|FTD|PIX|FWSM|UCSM)$/;

const SEVERITIES = ['emergency', 'alert', 'critical', 'error', 'warning', 'notification', 'informational', 'debugging'];

/** Interfaces as messages name them, and in full. */
const PREFIXES: readonly (readonly [short: string, long: string])[] = [
  ['Gi', 'GigabitEthernet'],
  ['Fa', 'FastEthernet'],
  ['Te', 'TenGigabitEthernet'],
  ['Fo', 'FortyGigabitEthernet'],
  ['Hu', 'HundredGigE'],
  ['Eth', 'Ethernet'],
  ['Et', 'Ethernet'],
  ['Po', 'Port-channel'],
  ['Vl', 'Vlan'],
  ['Lo', 'Loopback'],
  ['Tu', 'Tunnel'],
];
const INTERFACE =
  /\b(?<prefix>(?:Gigabit|Fast|TenGigabit|FortyGigabit)?Ethernet|HundredGigE|Port-channel|Vlan|Loopback|Tunnel|Gi|Fa|Te|Fo|Hu|Eth|Et|Po|Vl|Lo|Tu) ?(?<suffix>\d{1,4}(?:[/.:]\d{1,5}){0,4})\b/;

/** What single messages say, each in its own words. */
const DETAILS: readonly RegExp[] = [
  /^(?<disable_cause>[\w-]{1,40}) error detected on\b/,
  /\bMAC (?:address|sa:)\s?(?<src_mac>[\da-fA-F]{4}\.[\da-fA-F]{4}\.[\da-fA-F]{4})/,
  /\bvlan (?<src_vlan>\d{1,4})\b/i,
  /\bmessage type: (?<message_type>\w{1,30})/,
  /\[user: (?<user>[^\]]{0,64})\]/i,
  /\[Source: (?<src_ip>[\da-fA-F.:]{2,45})\]/i,
  /\bby (?<user>[\w.@-]{1,64}) on (?:vty|tty|con)\w*/,
  /\bto (?:state )?(?<link_state>up|down|administratively down)\b/,
  /\bputting \S{1,40} in (?<port_state>err-disable) state/,
];

/** Switches and routers. Source: Cisco Networks Add-on for Splunk (TA-cisco_ios) 2.7, sourcetype cisco:ios. */
export const ciscoIos = defineSource({
  name: 'cisco-ios',
  title: 'Cisco IOS',
  basis: 'Cisco Networks Add-on for Splunk 2.7; Cisco, system message format',
  sourcetypes: ['cisco:ios'],
  recognise: (record) => {
    if (record.kind !== 'text' || !matches(record, MESSAGE)) return undefined;
    const facility = MESSAGE.exec(record.text)?.groups?.['facility'] ?? '';
    return OTHERS.test(facility) ? undefined : { reason: 'a message of IOS: facility, severity, mnemonic' };
  },
  extract: (fields, record) => {
    if (record.kind === 'text') addMessage(fields, record.text);
  },
  host: (event) => event.text('reported_hostname'),
  aliases: [
    ['message_text', 'body'],
    ['src_ip', 'src'],
  ],
  calculated: {
    action: (event) => actionOf(event),
    dest: (event) => event.host,
    dvc: (event) => event.host,
    severity: (event) => SEVERITIES[Number(event.text('severity_id'))],
    src_interface: (event) => {
      const [prefix, suffix] = [event.text('src_int_prefix_long'), event.text('src_int_suffix')];
      return prefix === undefined || suffix === undefined ? undefined : prefix + suffix;
    },
    vendor_product: () => 'Cisco IOS',
  },
  eventTypes: [
    { name: 'cisco_ios', tags: ['cisco', 'network'] },
    {
      name: 'cisco_ios-port_security',
      tags: [],
      when: (event) => event.text('facility') === 'PORT_SECURITY' || event.text('disable_cause') !== undefined,
    },
  ],
});

const HEADER =
  /^(?:<\d{1,3}>)?(?:\d{1,10}: )?(?:(?:[A-Z][a-z]{2} [ \d]\d (?:\d{4} )?\d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\S{8,30}) )?(?<host>[\w.-]{1,255}?)(?: |: )/;

function addMessage(fields: EventFields, text: string): void {
  const match = MESSAGE.exec(text);
  if (match === null) return;
  for (const [name, value] of Object.entries(match.groups ?? {})) fields.set(name, value?.trimEnd());
  const [facility, sub] = (fields.text('facility') ?? '').split('-');
  if (sub !== undefined) fields.set('subfacility', sub);
  fields.set('facility', facility);
  const host = HEADER.exec(text.slice(0, match.index))?.groups?.['host'];
  if (host !== undefined && !/^\d{1,10}$/.test(host)) fields.set('reported_hostname', host);
  const message = fields.text('message_text') ?? '';
  for (const pattern of DETAILS) {
    for (const [name, value] of Object.entries(pattern.exec(message)?.groups ?? {})) fields.setDefault(name, value);
  }
  addInterface(fields, message);
}

function addInterface(fields: EventFields, message: string): void {
  const { prefix, suffix } = INTERFACE.exec(message)?.groups ?? {};
  if (prefix === undefined) return;
  fields.set('src_int_prefix', prefix);
  fields.set('src_int_prefix_long', PREFIXES.find(([short]) => short === prefix)?.[1] ?? prefix);
  fields.set('src_int_suffix', suffix);
}

/** What the device did about what it saw; undefined for most messages. */
function actionOf(event: EventReader): string | undefined {
  if (event.text('port_state') !== undefined) return 'blocked';
  const mnemonic = event.text('mnemonic') ?? '';
  if (/^(?:LOGIN_SUCCESS|LOGOUT)$/.test(mnemonic)) return 'success';
  if (/^LOGIN_FAILED$/.test(mnemonic)) return 'failure';
  return /DENY|DROP|VIOLATION|UNTRUSTED/.test(mnemonic) ? 'blocked' : undefined;
}
