import type { EventFields } from '../../fields.ts';
import { type Calculation, defineSource, type EventReader, extractAutomatically } from '../define.ts';
import { matches } from '../recognise.ts';

/** `%ASA-6-302013: text`, behind whatever header the device and the collector write. */
const MESSAGE =
  /%(?<product>ASA|FTD|PIX|FWSM)-(?:\w{1,20}-)?(?<log_level>[0-7])-(?<message_id>\d{6}): ?(?<message_text>.*)/s;

const END = String.raw`(?:\((?:[^()]|\([^()]{0,64}\)){0,128}\))?`;
const endpoint = (name: string): string =>
  String.raw`(?<${name}_interface>[\w.-]{1,64}):(?<${name}_ip>[\w.:-]{1,64})/(?<${name}_port>\d{1,5})`;

/** What single kinds of messages say. Source: Cisco, ASA Series Syslog Messages. */
const DETAILS: readonly RegExp[] = [
  // 302013, 302015: the names are of the side that is behind the interface.
  new RegExp(
    String.raw`^(?<vendor_action>Built) (?<direction>inbound|outbound) (?<transport>TCP|UDP) connection (?<session_id>\d{1,20}) for ${endpoint('first')} ?${END} to ${endpoint('second')}`,
  ),
  // 302014, 302016
  new RegExp(
    String.raw`^(?<vendor_action>Teardown) (?<transport>TCP|UDP) connection (?<session_id>\d{1,20}) for ${endpoint('src')} ?${END} to ${endpoint('dest')} ?${END} ?duration (?<duration_text>\d{1,6}:\d\d:\d\d) bytes (?<bytes>\d{1,20})`,
  ),
  // 106023
  new RegExp(
    String.raw`^(?<vendor_action>Deny) (?<transport>tcp|udp|icmp|protocol \d{1,3}) src ${endpoint('src').replace('/(?', '(?:/(?')})?(?:\([^)]{0,128}\))? dst ${endpoint('dest').replace('/(?', '(?:/(?')})?`,
  ),
  // 106100
  /^access-list (?<rule>\S{1,128}) (?<vendor_action>permitted|denied|est-allowed) (?<transport>\w{1,16}) (?<src_interface>[\w.-]{1,64})\/(?<src_ip>[\w.:-]{1,64})\((?<src_port>\d{1,5})\)\S{0,64} -> (?<dest_interface>[\w.-]{1,64})\/(?<dest_ip>[\w.:-]{1,64})\((?<dest_port>\d{1,5})\)/,
  // 106001, 106006, 106015
  /^(?:Inbound )?(?<transport>TCP|UDP) (?:connection )?(?<vendor_action>denied|deny|Deny)?\b.{0,24} from (?<src_ip>[\w.:-]{1,64})\/(?<src_port>\d{1,5}) to (?<dest_ip>[\w.:-]{1,64})\/(?<dest_port>\d{1,5})/,
  /^(?<vendor_action>Deny) (?<transport>TCP|UDP|IP)\b.{0,40} from (?<src_ip>[\w.:-]{1,64}?)(?:\/(?<src_port>\d{1,5}))? to (?<dest_ip>[\w.:-]{1,64}?)(?:\/(?<dest_port>\d{1,5}))?(?: |$)/,
  // 113004, 113005, 113015, 605004, 605005, 611101, 611102
  /^AAA user (?:authentication|accounting|authorization) (?<vendor_action>Successful|Rejected)\b.{0,200}? user = (?<user>[^:]{1,128}?)(?: : |$)/,
  /^Login (?<vendor_action>denied|permitted) from (?<src_ip>[\w.:-]{1,64})\/(?<src_port>\w{1,16}) to (?<dest_interface>[\w.-]{1,64}):(?<dest_ip>[\w.:-]{1,64})\/(?<service>\w{1,16}) for user "(?<user>[^"]{0,128})"/,
  /^User authentication (?<vendor_action>succeeded|failed): IP address: (?<src_ip>[\w.:-]{1,64}), Uname: (?<user>\S{1,128})/,
  // 113039, 722051, 713228 and others of remote access
  /Group <?(?<group>[^<>]{1,128})>? User <?(?<user>[^<>]{1,128})>? IP <?(?<src_ip>[\w.:-]{1,64})>?/,
  // 111008, 111010
  /^User '(?<user>[^']{1,128})'.{0,80}? executed (?:the )?'?(?<command>[^']{1,512})'/,
];

const ALLOWED = /^(?:built|permitted|est-allowed|allow|trust|fastpath|monitor)/i;
const BLOCKED = /^(?:den|block|reset|drop)/i;
const SUCCEEDED = /^(?:successful|permitted|succeeded)$/i;
const LOGINS: ReadonlySet<string> = new Set(
  '109005 109006 113004 113005 113015 605004 605005 611101 611102'.split(' '),
);

const isLogin = (event: EventReader): boolean => LOGINS.has(event.text('message_id') ?? '');
const isTraffic = (event: EventReader): boolean =>
  !isLogin(event) && event.text('src_ip') !== undefined && event.text('dest_ip') !== undefined && !isIntrusion(event);
const isIntrusion = (event: EventReader): boolean =>
  event.text('message_id') === '430001' || event.text('EventType') === 'IntrusionEvent';
const isCommand = (event: EventReader): boolean => event.text('command') !== undefined;

const action: Calculation = (event) => {
  const word = event.text('vendor_action') ?? event.text('AccessControlRuleAction') ?? event.text('InlineResult');
  if (word === undefined) return event.text('message_id') === '430001' ? 'allowed' : undefined;
  if (isLogin(event)) return SUCCEEDED.test(word) ? 'success' : 'failure';
  if (/^teardown$/i.test(word)) return 'teardown';
  if (BLOCKED.test(word) || /^would/i.test(word)) return 'blocked';
  return ALLOWED.test(word) ? 'allowed' : undefined;
};

const SEVERITIES = ['emergency', 'alert', 'critical', 'error', 'warning', 'notification', 'informational', 'debugging'];

/**
 * Firewalls: ASA, and Secure Firewall (Firepower) with its named values.
 * Source: Splunk Add-on for Cisco ASA 5.2; Cisco, ASA Series Syslog Messages; Cisco, Secure Firewall syslog messages.
 */
export const ciscoAsa = defineSource({
  name: 'cisco-firewall',
  title: 'Cisco ASA and Secure Firewall',
  basis: 'Splunk Add-on for Cisco ASA 5.2; Cisco, ASA Series and Secure Firewall syslog messages',
  sourcetypes: ['cisco:asa', 'cisco:ftd', 'cisco:sfw:estreamer', 'cisco:sfw:ftd:syslog', 'cisco:pix', 'cisco:fwsm'],
  recognise: (record) => {
    if (record.kind !== 'text' || !matches(record, MESSAGE)) return undefined;
    const product = MESSAGE.exec(record.text)?.groups?.['product'];
    return { reason: `a message of ${product}`, sourcetype: product === 'FTD' ? 'cisco:ftd' : 'cisco:asa' };
  },
  extract: (fields, record) => {
    const match = record.kind === 'text' ? MESSAGE.exec(record.text) : null;
    if (match === null) extractAutomatically(fields, record);
    else addMessage(fields, match);
  },
  host: (event) => event.text('reported_hostname'),
  aliases: [
    ['SrcIP', 'src_ip'],
    ['InitiatorIP', 'src_ip'],
    ['SrcPort', 'src_port'],
    ['InitiatorPort', 'src_port'],
    ['DstIP', 'dest_ip'],
    ['ResponderIP', 'dest_ip'],
    ['DstPort', 'dest_port'],
    ['ResponderPort', 'dest_port'],
    ['InitiatorBytes', 'bytes_out'],
    ['ResponderBytes', 'bytes_in'],
    ['InitiatorPackets', 'packets_out'],
    ['ResponderPackets', 'packets_in'],
    ['AccessControlRuleName', 'rule'],
    ['ApplicationProtocol', 'app'],
    ['URL', 'url'],
    ['UserAgent', 'http_user_agent'],
    ['Message', 'signature'],
    ['IntrusionRuleMessage', 'signature'],
    ['SID', 'signature_id'],
    ['SignatureID', 'signature_id'],
    ['Classification', 'class_desc'],
    ['User', 'user'],
  ],
  calculated: {
    action,
    dest: (event) => event.text('dest_ip') ?? event.text('DstIP') ?? event.text('ResponderIP') ?? destOfLogin(event),
    dvc: (event) => event.host,
    duration: secondsOf,
    ids_type: (event) => (isIntrusion(event) ? 'network' : undefined),
    object_category: (event) => (isCommand(event) ? 'device' : undefined),
    severity: (event) => SEVERITIES[Number(event.text('log_level'))],
    src: (event) => event.text('src_ip') ?? event.text('SrcIP') ?? event.text('InitiatorIP'),
    transport: (event) => (event.text('transport') ?? event.text('Protocol'))?.toLowerCase(),
    vendor_product: (event) => (event.text('product') === 'ASA' ? 'Cisco ASA' : 'Cisco Secure Firewall'),
  },
  eventTypes: [
    { name: 'cisco_connection', tags: ['network', 'communicate'], when: (event) => isTraffic(event) || isNamed(event) },
    { name: 'cisco_authentication', tags: ['authentication'], when: isLogin },
    { name: 'cisco_intrusion', tags: ['ids', 'attack'], when: isIntrusion },
    { name: 'cisco_configuration', tags: ['change', 'network'], when: isCommand },
  ],
});

/** Connections that are told in named values. */
function isNamed(event: EventReader): boolean {
  return /^43000[23]$/.test(event.text('message_id') ?? '') || event.text('EventType') === 'ConnectionEvent';
}

function destOfLogin(event: EventReader): string | undefined {
  return isLogin(event) || isCommand(event) ? event.host : undefined;
}

function secondsOf(event: EventReader): string | undefined {
  const text = event.text('duration_text');
  if (text === undefined) return event.text('ConnectionDuration');
  const [hours, minutes, seconds] = text.split(':').map(Number);
  return String((hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0));
}

const HEADER =
  /^(?:<\d{1,3}>)?(?:\d{1,2} )?(?:(?:[A-Z][a-z]{2} [ \d]\d (?:\d{4} )?\d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\S{8,30}):? )?(?<host>[A-Za-z\d][\w.-]{0,255}) ?:? /;

function addMessage(fields: EventFields, match: RegExpExecArray): void {
  for (const [name, value] of Object.entries(match.groups ?? {})) fields.set(name, value?.trimEnd());
  const host = HEADER.exec(match.input.slice(0, match.index))?.groups?.['host'];
  fields.set('reported_hostname', host);
  const message = fields.text('message_text') ?? '';
  if (fields.text('message_id')?.startsWith('4300') === true) addNamedValues(fields, message);
  for (const pattern of DETAILS) {
    const groups = pattern.exec(message)?.groups;
    if (groups === undefined) continue;
    for (const [name, value] of Object.entries(groups)) fields.set(name, value);
    break;
  }
  addSides(fields);
}

/** Which of two sides opened the connection: an inbound one comes from the first, an outbound one from the second. */
function addSides(fields: EventFields): void {
  if (!fields.has('first_ip')) return;
  const isInbound = fields.text('direction') === 'inbound';
  for (const part of ['ip', 'port', 'interface']) {
    fields.set(`src_${part}`, fields.get(`${isInbound ? 'first' : 'second'}_${part}`));
    fields.set(`dest_${part}`, fields.get(`${isInbound ? 'second' : 'first'}_${part}`));
    fields.delete(`first_${part}`);
    fields.delete(`second_${part}`);
  }
}

/** `Name: value, Name: value` of Secure Firewall; what follows a comma without a name belongs to the value before it. */
function addNamedValues(fields: EventFields, text: string): void {
  let present: { readonly name: string; readonly parts: string[] } | undefined;
  const finish = (): void => {
    if (present !== undefined) fields.setDefault(present.name, present.parts.join(', ').replace(/^"(.*)"$/s, '$1'));
  };
  for (const part of text.split(', ')) {
    const [, name, value = ''] = NAMED_VALUE.exec(part) ?? [];
    if (name === undefined) present?.parts.push(part);
    else {
      finish();
      present = { name, parts: [value.trim()] };
    }
  }
  finish();
}

const NAMED_VALUE = /^\s*([A-Z]\w{1,40}): (.*)$/s;
