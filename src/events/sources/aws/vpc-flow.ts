import { cleanName } from '../../extract/key-value.ts';
import type { EventFields } from '../../fields.ts';
import { type Calculation, defineSource, type EventReader } from '../define.ts';
import { matches } from '../recognise.ts';
import { entryOf } from '../values.ts';

/** The fields of the default format, in order. Source: Amazon VPC, flow log records. */
const NAMES = [
  'version',
  'account_id',
  'interface_id',
  'src_ip',
  'dest_ip',
  'src_port',
  'dest_port',
  'protocol_code',
  'packets',
  'bytes',
  'start_time',
  'end_time',
  'vpcflow_action',
  'log_status',
];

const RECORD = /^\d \d{12} eni-[0-9a-f]+ \S+ \S+ \S+ \S+ \S+ \S+ \S+ \d+ \d+ \S+ \S+\s*$/;

/** Transport and name of protocols by their number. Source: IANA, Protocol Numbers. */
const PROTOCOLS: Readonly<Record<string, readonly [transport: string, name: string]>> = {
  '1': ['ICMP', 'Internet Control Message'],
  '2': ['IGMP', 'Internet Group Management'],
  '6': ['TCP', 'Transmission Control'],
  '17': ['UDP', 'User Datagram'],
  '47': ['GRE', 'Generic Routing Encapsulation'],
  '50': ['ESP', 'Encap Security Payload'],
  '51': ['AH', 'Authentication Header'],
  '58': ['IPv6-ICMP', 'ICMP for IPv6'],
  '132': ['SCTP', 'Stream Control Transmission Protocol'],
};

const ACTIONS: Readonly<Record<string, string>> = { ACCEPT: 'allowed', REJECT: 'blocked' };

const protocol = (event: EventReader) => entryOf(PROTOCOLS, event.text('protocol_code'));

const account: Calculation = (event) => event.text('account_id');

/** Source: Splunk Add-on for AWS 7, sourcetype aws:cloudwatchlogs:vpcflow. */
export const vpcFlow = defineSource({
  name: 'aws-vpc-flow',
  title: 'AWS VPC flow logs',
  basis: 'Splunk Add-on for AWS 7.7',
  sourcetypes: ['aws:cloudwatchlogs:vpcflow', 'aws:s3:accesslogs:vpcflow'],
  source: 'aws_cloudwatchlogs_vpcflow',
  recognise: (record) =>
    matches(record, RECORD) ? { reason: 'a record of a flow log, with an account and an interface' } : undefined,
  extract: (fields, record) => {
    if (record.kind === 'text') addItems(fields, record.text, record.header?.names.map(customName) ?? NAMES);
  },
  timestamp: (event) => event.text('start_time'),
  aliases: [
    ['src_ip', 'src'],
    ['dest_ip', 'dest'],
    ['interface_id', 'dvc'],
  ],
  calculated: {
    action: (event) => entryOf(ACTIONS, event.text('vpcflow_action')) ?? 'unknown',
    app: () => 'AWS VPC Flow Logs',
    aws_account_id: account,
    duration: (event) => {
      const [start, end] = [Number(event.text('start_time')), Number(event.text('end_time'))];
      return Number.isFinite(end - start) ? String(end - start) : undefined;
    },
    protocol: (event) => (protocol(event) === undefined ? undefined : 'IP'),
    protocol_full_name: (event) => protocol(event)?.[1],
    protocol_version: (event) => (event.text('src_ip')?.includes(':') === true ? 'IPV6' : 'IPV4'),
    region: (event) => event.text('region') ?? 'unknown',
    transport: (event) => protocol(event)?.[0] ?? 'unknown',
    user_id: account,
    vendor_account: account,
    vendor_product: () => 'AWS VPC Flow Logs',
  },
  eventTypes: [
    {
      name: 'aws_vpcflow',
      tags: ['network', 'communicate', 'cloud'],
      when: (event) =>
        ['src', 'dest', 'action', 'protocol'].every((name) => (event.text(name) ?? 'unknown') !== 'unknown'),
    },
  ],
});

/** A hyphen is no value, and the add-on says so in words. */
function addItems(fields: EventFields, text: string, names: readonly string[]): void {
  const items = text.trim().split(/\s+/);
  names.forEach((name, index) => {
    const item = items[index];
    if (item !== undefined) fields.set(name, item === '-' ? 'unknown' : item);
  });
}

const CUSTOM_NAMES: Readonly<Record<string, string>> = {
  srcaddr: 'src_ip',
  dstaddr: 'dest_ip',
  srcport: 'src_port',
  dstport: 'dest_port',
  protocol: 'protocol_code',
  start: 'start_time',
  end: 'end_time',
  action: 'vpcflow_action',
};

/** The add-on's name of a field that a header of a custom format names. */
function customName(name: string): string {
  const clean = cleanName(name);
  return entryOf(CUSTOM_NAMES, clean) ?? clean;
}
