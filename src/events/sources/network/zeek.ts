import { defineSource, type EventReader, type Recognition } from '../define.ts';
import { hasKeys, textAt } from '../recognise.ts';
import { lengthOf, lengthOfResult, sumOf } from '../values.ts';

/** Which log a record belongs to, by fields that only that log has: for JSON without `_path`. */
const LOGS: readonly (readonly [log: string, keys: readonly string[]])[] = [
  ['conn', ['conn_state', 'proto']],
  ['dns', ['query', 'qtype']],
  ['http', ['method', 'uri']],
  ['http', ['status_code', 'trans_depth']],
  ['ssl', ['cipher', 'established']],
  ['ssl', ['server_name', 'version']],
  ['x509', ['certificate.serial']],
  ['files', ['fuid', 'mime_type']],
  ['smb_files', ['action', 'path', 'name']],
  ['dce_rpc', ['endpoint', 'operation']],
  ['rdp', ['cookie', 'security_protocol']],
  ['kerberos', ['request_type', 'service']],
  ['ntlm', ['domainname', 'server_nb_computer_name']],
  ['ssh', ['auth_success', 'auth_attempts']],
  ['smtp', ['mailfrom', 'rcptto']],
];

const logOf = (event: EventReader): string =>
  /^(?:bro|zeek):([a-z\d_]+)/i.exec(event.sourcetype)?.[1]?.toLowerCase() ?? event.text('_path') ?? '';

const is =
  (...logs: readonly string[]) =>
  (event: EventReader): boolean =>
    logs.includes(logOf(event));

/** How a connection ended. Source: Zeek, conn.log, conn_state. */
const BLOCKED: ReadonlySet<string> = new Set(['REJ', 'S0', 'RSTRH', 'SH']);

const urlOf = (event: EventReader): string | undefined => {
  const [host, uri] = [
    event.text('host') ?? event.text('extracted_host') ?? event.text('id.resp_h'),
    event.text('uri'),
  ];
  return uri === undefined || host === undefined ? undefined : `http://${host}${uri}`;
};

/** Sources: Zeek, script reference of its logs; TA for Zeek 1.0; Splunk Add-on for Bro IDS 3.4. */
export const zeek = defineSource({
  name: 'zeek',
  title: 'Zeek',
  basis: 'Zeek, log files; TA for Zeek 1.0; Splunk Add-on for Zeek aka Bro 4.0',
  sourcetypes: [
    ...[
      'conn',
      'dns',
      'http',
      'ssl',
      'x509',
      'files',
      'smb_files',
      'smb_mapping',
      'dce_rpc',
      'rpc',
      'rdp',
      'kerberos',
      'ntlm',
      'ssh',
      'smtp',
      'weird',
      'notice',
    ].flatMap((log) => [`zeek:${log}:json`, `bro:${log}:json`, `zeek:${log}`, `bro:${log}`]),
    'bro:json',
    'zeek:json',
  ],
  recognise: (record): Recognition | undefined => {
    if (record.kind === 'text' && record.header?.kind === 'zeek') {
      const log = record.header.log ?? 'log';
      return { sourcetype: `zeek:${log}`, source: `zeek:${log}`, reason: `a row of Zeek's ${log} log` };
    }
    if (!hasKeys(record, 'ts') || !(hasKeys(record, 'uid') || hasKeys(record, 'id.orig_h') || hasKeys(record, '_path')))
      return undefined;
    const log = textAt(record, '_path') ?? LOGS.find(([, keys]) => hasKeys(record, ...keys))?.[0] ?? 'log';
    return { sourcetype: `zeek:${log}:json`, source: `zeek:${log}:json`, reason: `an object of Zeek's ${log} log` };
  },
  timestamp: (event) => event.text('ts'),
  host: (event) => event.text('_system_name'),
  aliases: [
    ['id.orig_h', 'src'],
    ['id.orig_h', 'src_ip'],
    ['id.orig_p', 'src_port'],
    ['id.resp_h', 'dest'],
    ['id.resp_h', 'dest_ip'],
    ['id.resp_p', 'dest_port'],
    ['uid', 'flow_id'],
    ['method', 'http_method'],
    ['uri', 'uri_path'],
    ['referrer', 'http_referrer'],
    ['status_code', 'status'],
    ['qtype_name', 'record_type'],
    ['rcode_name', 'reply_code'],
    ['answers{}', 'answer'],
    ['answers', 'answer'],
    ['proto', 'transport'],
    ['orig_bytes', 'bytes_out'],
    ['resp_bytes', 'bytes_in'],
    ['orig_pkts', 'packets_out'],
    ['resp_pkts', 'packets_in'],
    ['server_name', 'ssl_subject_common_name'],
    ['certificate.subject', 'ssl_subject'],
    ['certificate.issuer', 'ssl_issuer'],
    ['certificate.serial', 'ssl_serial'],
    ['certificate.not_valid_before', 'ssl_start_time'],
    ['certificate.not_valid_after', 'ssl_end_time'],
    ['subject', 'ssl_subject'],
    ['issuer', 'ssl_issuer'],
  ],
  calculated: {
    action: (event) =>
      logOf(event) === 'conn'
        ? BLOCKED.has(event.text('conn_state') ?? '')
          ? 'blocked'
          : 'allowed'
        : event.text('action'),
    app: (event) => event.text('service') ?? logOf(event),
    bytes: sumOf('orig_bytes', 'resp_bytes'),
    http_user_agent: (event) => event.text('user_agent'),
    http_user_agent_length: lengthOf('user_agent'),
    message_type: (event) =>
      logOf(event) === 'dns' ? (event.text('rcode_name') === undefined ? 'Query' : 'Response') : undefined,
    site: (event) => event.text('extracted_host'),
    ssl_version: (event) => (logOf(event) === 'ssl' ? event.text('version') : event.text('certificate.version')),
    url: urlOf,
    url_domain: (event) => event.text('extracted_host'),
    url_length: lengthOfResult(urlOf),
    vendor_product: () => 'Zeek',
  },
  eventTypes: [
    { name: 'zeek_conn', tags: ['network', 'communicate'], when: is('conn') },
    { name: 'zeek_dns', tags: ['network', 'resolution', 'dns'], when: is('dns') },
    { name: 'zeek_http', tags: ['web'], when: is('http') },
    { name: 'zeek_ssl', tags: ['certificate', 'ssl'], when: is('ssl', 'x509') },
    { name: 'zeek_smtp', tags: ['email'], when: is('smtp') },
    { name: 'zeek_notice', tags: ['ids', 'attack'], when: is('notice') },
  ],
});
