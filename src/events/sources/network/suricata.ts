import { type Calculation, defineSource, type EventReader } from '../define.ts';
import { hasKeys } from '../recognise.ts';
import { entryOf, lengthOf, lengthOfResult } from '../values.ts';

const kind = (event: EventReader): string => event.text('event_type') ?? '';

/** Calculations that hold for one kind of event only. */
function ofKind(
  type: string,
  rules: Readonly<Record<string, string | Calculation>>,
): readonly (readonly [string, Calculation])[] {
  return Object.entries(rules).map(([name, rule]) => [
    name,
    (event) => (kind(event) === type ? (typeof rule === 'string' ? event.get(rule) : rule(event)) : undefined),
  ]);
}

const urlOf = (event: EventReader): string | undefined => {
  const [host, path] = [event.text('http.hostname'), event.text('http.url')];
  if (path === undefined) return undefined;
  return /^[a-z]+:\/\//i.test(path) || host === undefined ? path : `http://${host}${path}`;
};

const pathOf: Calculation = (event) => event.text('http.url')?.split('?')[0];

const queryOf: Calculation = (event) => {
  const url = event.text('http.url') ?? '';
  const at = url.indexOf('?');
  return at === -1 ? undefined : url.slice(at + 1);
};

/** Severities by the number that rules carry. Source: Suricata, EVE alert. */
const SEVERITIES: Readonly<Record<string, string>> = { '1': 'high', '2': 'medium', '3': 'low', '4': 'informational' };

const RULES = [
  ...ofKind('http', {
    url: urlOf,
    url_domain: 'http.hostname',
    url_length: lengthOfResult(urlOf),
    site: 'http.hostname',
    uri_path: pathOf,
    uri_query: queryOf,
    http_method: 'http.http_method',
    http_user_agent: 'http.http_user_agent',
    http_user_agent_length: lengthOf('http.http_user_agent'),
    http_referrer: 'http.http_refer',
    http_content_type: 'http.http_content_type',
    status: 'http.status',
    bytes: 'http.length',
  }),
  ...ofKind('dns', {
    query: 'dns.rrname',
    answer: (event) => event.get('dns.answers{}.rdata') ?? event.get('dns.rdata'),
    record_type: 'dns.rrtype',
    reply_code: 'dns.rcode',
    message_type: (event) => (event.text('dns.type') === 'query' ? 'Query' : 'Response'),
    transaction_id: 'dns.id',
  }),
  ...ofKind('tls', {
    ssl_subject: 'tls.subject',
    ssl_subject_common_name: (event) => /CN=([^,]+)/.exec(event.text('tls.subject') ?? '')?.[1],
    ssl_issuer: 'tls.issuerdn',
    ssl_issuer_common_name: (event) => /CN=([^,]+)/.exec(event.text('tls.issuerdn') ?? '')?.[1],
    ssl_serial: 'tls.serial',
    ssl_version: 'tls.version',
    ssl_start_time: 'tls.notbefore',
    ssl_end_time: 'tls.notafter',
    ssl_hash: 'tls.fingerprint',
  }),
  ...ofKind('alert', {
    signature: 'alert.signature',
    signature_id: 'alert.signature_id',
    severity_id: 'alert.severity',
    severity: (event) => entryOf(SEVERITIES, event.text('alert.severity')),
    category: 'alert.category',
    ids_type: () => 'network',
  }),
];

const flow = (event: EventReader): boolean => kind(event) === 'flow' || kind(event) === 'netflow';

/** Rules of one name for several kinds: the first that gives a value counts. */
function merged(rules: readonly (readonly [string, Calculation])[]): Readonly<Record<string, Calculation>> {
  const byName = new Map<string, Calculation[]>();
  for (const [name, rule] of rules) byName.set(name, [...(byName.get(name) ?? []), rule]);
  return Object.fromEntries(
    [...byName].map(([name, list]) => [
      name,
      (event: EventReader) => list.map((rule) => rule(event)).find((value) => value !== undefined) ?? event.get(name),
    ]),
  );
}

/** Events of Suricata. Sources: Suricata, EVE JSON format; TA-Suricata 2.3. */
export const suricata = defineSource({
  name: 'suricata',
  title: 'Suricata',
  basis: 'Suricata, EVE JSON format; TA-Suricata 2.3',
  sourcetypes: ['suricata'],
  source: 'suricata',
  recognise: (record) =>
    hasKeys(record, 'event_type', 'timestamp') && (hasKeys(record, 'flow_id') || hasKeys(record, 'src_ip'))
      ? { reason: 'an event of EVE, with its type and flow' }
      : undefined,
  timestamp: (event) => event.text('timestamp'),
  host: (event) => event.text('host'),
  aliases: [
    ['src_ip', 'src'],
    ['dest_ip', 'dest'],
  ],
  calculated: {
    ...merged(RULES),
    action: (event) => (kind(event) === 'alert' ? event.text('alert.action') : flow(event) ? 'allowed' : undefined),
    app: (event) => (event.text('app_proto') === 'failed' ? 'unknown' : (event.text('app_proto') ?? kind(event))),
    bytes_in: (event) => event.get('flow.bytes_toclient'),
    bytes_out: (event) => event.get('flow.bytes_toserver'),
    packets_in: (event) => event.get('flow.pkts_toclient'),
    packets_out: (event) => event.get('flow.pkts_toserver'),
    duration: (event) => event.get('flow.age'),
    transport: (event) => event.text('proto')?.toLowerCase(),
    vendor_product: () => 'Suricata',
  },
  eventTypes: [
    { name: 'suricata_web', tags: ['web'], when: (event) => kind(event) === 'http' },
    { name: 'suricata_dns', tags: ['network', 'resolution', 'dns'], when: (event) => kind(event) === 'dns' },
    { name: 'suricata_tls', tags: ['certificate', 'ssl', 'tls'], when: (event) => kind(event) === 'tls' },
    { name: 'suricata_traffic', tags: ['network', 'communicate'], when: flow },
    { name: 'suricata_alert', tags: ['ids', 'attack'], when: (event) => kind(event) === 'alert' },
  ],
});
