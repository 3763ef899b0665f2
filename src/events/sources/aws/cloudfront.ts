import type { LogRecord, TextRecord } from '../../../inputs/index.ts';
import { addTableFields } from '../../extract/table.ts';
import { defineSource, type EventReader } from '../define.ts';
import { lengthOfResult, sumOf } from '../values.ts';

/** Columns of the standard log. Source: Amazon CloudFront, standard logs. */
const NAMES = [
  'date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent)',
  'cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken',
  'x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version fle-status',
  'fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len',
  'sc-range-start sc-range-end',
].flatMap((line) => line.split(' '));

const ROW = /^\d{4}-\d\d-\d\d\t\d\d:\d\d:\d\d\t[A-Z]{3}\d+[^\t]*\t\d+\t/;

function isRow(record: LogRecord): record is TextRecord {
  return record.kind === 'text' && ROW.test(record.text);
}

/** The format encodes what the client sent, and the client may have encoded it too. */
const userAgent = (event: EventReader): string | undefined => {
  const text = event.text('cs_User_Agent');
  try {
    return text === undefined ? undefined : decodeURIComponent(decodeURIComponent(text));
  } catch {
    return text;
  }
};

/** Source: Splunk Add-on for AWS 7, sourcetype aws:cloudfront:accesslogs. */
export const cloudfront = defineSource({
  name: 'aws-cloudfront',
  title: 'Amazon CloudFront',
  basis: 'Splunk Add-on for AWS 7.7',
  sourcetypes: ['aws:cloudfront:accesslogs'],
  source: 'aws',
  recognise: (record) => (isRow(record) ? { reason: 'a row of a log of CloudFront' } : undefined),
  extract: (fields, record) => {
    if (record.kind !== 'text') return;
    addTableFields(fields, record.text, { kind: 'w3c', separator: '\t', names: record.header?.names ?? NAMES });
  },
  timestamp: (event) => `${event.text('date') ?? ''} ${event.text('time') ?? ''}Z`,
  aliases: [
    ['c_ip', 'src'],
    ['c_ip', 'src_ip'],
    ['c_ip', 'client_ip'],
    ['c_port', 'src_port'],
    ['cs_method', 'http_method'],
    ['cs_uri_stem', 'uri_path'],
    ['cs_uri_query', 'uri_query'],
    ['sc_status', 'status'],
    ['sc_bytes', 'bytes_out'],
    ['cs_bytes', 'bytes_in'],
    ['cs_Referer', 'http_referrer'],
    ['cs_Cookie', 'cookie'],
    ['sc_content_type', 'http_content_type'],
    ['x_edge_location', 'edge_location_name'],
    ['x_edge_result_type', 'result_type'],
    ['x_edge_request_id', 'request_id'],
    ['x_host_header', 'site'],
  ],
  calculated: {
    action: (event) =>
      /^(?:Error|LimitExceeded|CapacityExceeded)/.test(event.text('x_edge_result_type') ?? '') ? 'blocked' : 'allowed',
    app: () => 'AWS CloudFront',
    bytes: sumOf('sc_bytes', 'cs_bytes'),
    cached: (event) => (/Hit$/.test(event.text('x_edge_result_type') ?? '') ? '1' : '0'),
    dest: (event) => event.text('cs_Host') ?? event.text('x_host_header'),
    duration: (event) => event.text('time_taken'),
    http_user_agent: userAgent,
    http_user_agent_length: lengthOfResult(userAgent),
    response_time: (event) => {
      const seconds = Number(event.text('time_taken'));
      return Number.isFinite(seconds) ? String(seconds * 1000) : undefined;
    },
    url: urlOf,
    url_domain: (event) => event.text('x_host_header'),
    url_length: lengthOfResult(urlOf),
    vendor_product: () => 'AWS CloudFront',
  },
  eventTypes: [{ name: 'aws_cloudfront_accesslogs', tags: ['web', 'cloud'] }],
});

function urlOf(event: EventReader): string | undefined {
  const [host, path] = [event.text('x_host_header'), event.text('cs_uri_stem')];
  if (host === undefined || path === undefined) return undefined;
  const query = event.text('cs_uri_query');
  return `${event.text('cs_protocol') ?? 'https'}://${host}${path}${query === undefined ? '' : `?${query}`}`;
}
