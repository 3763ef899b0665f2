import { splitDelimited } from '../../extract/table.ts';
import type { EventFields } from '../../fields.ts';
import { type Calculation, defineSource, type EventReader } from '../define.ts';
import { lengthOfResult } from '../values.ts';

/** Items that every log begins with, in order. Source: Palo Alto Networks, syslog field descriptions. */
const COMMON = [
  'future_use1 receive_time serial_number log_type log_subtype version generated_time src_ip dest_ip',
  'src_translated_ip dest_translated_ip rule src_user dest_user app vsys src_zone dest_zone src_interface',
  'dest_interface log_forwarding_profile future_use3 session_id repeat_count src_port dest_port',
  'src_translated_port dest_translated_port session_flags transport action',
];

const GROUPS = 'devicegroup_level1 devicegroup_level2 devicegroup_level3 devicegroup_level4 vsys_name dvc_name';

const ITEMS = {
  TRAFFIC: names([
    ...COMMON,
    'bytes bytes_out bytes_in packets start_time duration http_category future_use4 sequence_number action_flags',
    'src_location dest_location future_use5 packets_out packets_in session_end_reason',
    GROUPS,
    'action_source src_vm dest_vm tunnel_id tunnel_monitor_tag tunnel_session_id tunnel_start_time tunnel_type',
  ]),
  THREAT: names([
    ...COMMON,
    'misc threat raw_category severity direction sequence_number action_flags src_location dest_location',
    'future_use4 content_type pcap_id file_hash cloud_address url_index user_agent file_type xff referrer sender',
    'subject recipient report_id',
    GROUPS,
    'future_use5 src_vm dest_vm http_method tunnel_id',
  ]),
};

function names(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => line.split(' '));
}

type LogType = keyof typeof ITEMS;

const LINE = /^(?:.{0,256}?[\s])?\d*,\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d,[^,]*,(TRAFFIC|THREAT),/;

function logType(text: string): LogType | undefined {
  const type = LINE.exec(text)?.[1];
  return type === 'TRAFFIC' || type === 'THREAT' ? type : undefined;
}

const isUrl = (event: EventReader): boolean => event.text('log_subtype') === 'url';
const isTraffic = (event: EventReader): boolean => event.text('log_type') === 'TRAFFIC';

const action: Calculation = (event) => {
  const word = event.text('action') ?? '';
  if (/^(?:allow|alert|continue|override|allow-.*)$/.test(word)) return 'allowed';
  if (/^(?:deny|drop|reset|block)/.test(word)) return 'blocked';
  return word === '' ? undefined : word;
};

const user: Calculation = (event) => event.text('src_user') ?? event.text('dest_user') ?? 'unknown';

const urlOf = (event: EventReader): string | undefined => (isUrl(event) ? event.text('misc') : undefined);

/** Source: Palo Alto Networks Add-on 8.1, sourcetypes pan:traffic and pan:threat. */
export const paloAlto = defineSource({
  name: 'palo-alto',
  title: 'Palo Alto Networks firewall',
  basis: 'Palo Alto Networks Add-on 8.1',
  sourcetypes: ['pan:traffic', 'pan:threat', 'pan:log', 'pan:firewall'],
  recognise: (record) => {
    const type = record.kind === 'text' ? logType(record.text) : undefined;
    if (type === undefined) return undefined;
    const sourcetype = `pan:${type.toLowerCase()}`;
    return { sourcetype, source: sourcetype, reason: `a comma list with ${type} as its fourth item` };
  },
  extract: (fields, record) => {
    if (record.kind === 'text') addItems(fields, record.text);
  },
  timestamp: (event) => event.text('generated_time') ?? event.text('receive_time'),
  host: (event) => event.text('dvc_name'),
  aliases: [
    ['src_ip', 'src'],
    ['dest_ip', 'dest'],
    ['action', 'vendor_action'],
    ['app', 'application'],
    ['dvc_name', 'dvc'],
    ['user_agent', 'http_user_agent'],
    ['referrer', 'http_referrer'],
    ['content_type', 'http_content_type'],
  ],
  calculated: {
    action,
    category: (event) => event.text('raw_category'),
    file_name: (event) =>
      /^(?:file|virus|wildfire|data)/.test(event.text('log_subtype') ?? '') ? event.text('misc') : undefined,
    http_method: (event) =>
      isUrl(event) ? (event.text('http_method')?.toUpperCase() ?? 'unknown') : event.text('http_method'),
    ids_type: (event) => (isTraffic(event) ? undefined : 'network'),
    protocol: (event) => (/^(?:tcp|udp)$/i.test(event.text('transport') ?? '') ? 'ip' : event.text('transport')),
    protocol_version: (event) => (event.text('src_ip')?.includes(':') === true ? 'ipv6' : 'ipv4'),
    signature: (event) => event.text(isTraffic(event) ? 'rule' : 'threat'),
    threat_id: (event) => /\((\d+)\)\s*$/.exec(event.text('threat') ?? '')?.[1],
    threat_name: (event) => event.text('threat')?.replace(/\(\d+\)\s*$/, ''),
    url: urlOf,
    url_domain: (event) => /^(?:[a-z]+:\/\/)?([^/:?]+)/.exec(urlOf(event) ?? '')?.[1],
    url_length: lengthOfResult(urlOf),
    user,
    vendor_product: () => 'Palo Alto Networks Firewall',
  },
  eventTypes: [
    { name: 'pan_traffic', tags: ['network', 'communicate'], when: isTraffic },
    { name: 'pan_url', tags: ['web', 'proxy'], when: (event) => !isTraffic(event) && isUrl(event) },
    { name: 'pan_threat', tags: ['ids', 'attack'], when: (event) => !isTraffic(event) && !isUrl(event) },
  ],
});

/** A header of syslog stands in the first item. */
function addItems(fields: EventFields, text: string): void {
  const items = splitDelimited(text, ',');
  ITEMS[logType(text) ?? 'TRAFFIC'].forEach((name, index) => {
    const item = items[index];
    if (item !== undefined && !name.startsWith('future_use')) fields.set(name, item);
  });
}
