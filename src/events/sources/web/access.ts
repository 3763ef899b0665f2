import type { EventFields } from '../../fields.ts';
import { defineSource, type EventReader } from '../define.ts';
import { matches } from '../recognise.ts';
import { known, lengthOf, lengthOfResult } from '../values.ts';
import { domainOf, httpAction, statusDescription, statusType } from './http.ts';

/** The common log format, with the referrer and the agent of the combined one, and what servers add behind them. */
const LINE =
  /^(?:(?<server>[\w.-]+)(?::(?<port>\d+))? )?(?<clientip>[\da-fA-F.:]+|[\w.-]+) (?<ident>\S+) (?<user>.{1,64}?) \[(?<req_time>[^\]]{20,40})\] "(?<request>[^"\\]*(?:\\.[^"\\]*)*)" (?<status>\d{3}|-) (?<bytes>\d+|-)(?: "(?<referer>[^"\\]*(?:\\.[^"\\]*)*)" "(?<useragent>[^"\\]*(?:\\.[^"\\]*)*)")?/;

/** More is not looked at. Servers take requests and headers of 8 KB each. */
const LINE_LENGTH = 65_536;

const REQUEST = /^(?<method>\S+) (?<uri>\S+?)(?: (?<version>HTTP\/[\d.]+))?$/;

/** Access logs of Apache, NGINX and others. Source: Splunk, pretrained source type access_combined. */
export const accessCombined = defineSource({
  name: 'web-access',
  title: 'Web access logs',
  basis: 'Splunk, pretrained source types access_combined and access_common; Splunk Add-on for Apache Web Server 2.1',
  sourcetypes: [
    'access_combined',
    'access_common',
    'access_combined_wcookie',
    'apache:access',
    'apache:access:combined',
    'nginx:plus:access',
  ],
  recognise: (record) => (matches(record, LINE) ? { reason: 'a line of the common log format' } : undefined),
  extract: (fields, record) => {
    if (record.kind === 'text') addLine(fields, record.text);
  },
  timestamp: (event) => event.text('req_time'),
  host: (event) => event.text('server'),
  aliases: [
    ['clientip', 'src'],
    ['clientip', 'src_ip'],
    ['method', 'http_method'],
    ['referer', 'http_referrer'],
    ['useragent', 'http_user_agent'],
    ['uri_path', 'file'],
    ['bytes', 'bytes_out'],
  ],
  calculated: {
    action: httpAction('status'),
    app: () => 'web',
    bytes: (event) => known(event, 'bytes'),
    bytes_out: (event) => known(event, 'bytes'),
    dest: (event) => event.text('server'),
    http_referrer: (event) => known(event, 'referer'),
    http_referrer_domain: (event) => domainOf(known(event, 'referer')),
    http_user_agent: (event) => known(event, 'useragent'),
    http_user_agent_length: lengthOf('useragent'),
    status_description: statusDescription,
    status_type: statusType,
    url: urlOf,
    url_domain: (event) => event.text('server'),
    url_length: lengthOfResult(urlOf),
    user: (event) => known(event, 'user'),
    vendor_product: () => 'Apache Web Server',
  },
  eventTypes: [{ name: 'web_access', tags: ['web'] }],
});

function addLine(fields: EventFields, text: string): void {
  const { groups = {} } = LINE.exec(text.slice(0, LINE_LENGTH)) ?? {};
  for (const [name, value] of Object.entries(groups)) fields.set(name, value);
  const { method, uri, version } = REQUEST.exec(fields.text('request') ?? '')?.groups ?? {};
  fields.set('method', method);
  fields.set('uri', uri);
  fields.set('version', version);
  const question = uri?.indexOf('?') ?? -1;
  fields.set('uri_path', question === -1 ? uri : uri?.slice(0, question));
  fields.set('uri_query', question === -1 ? undefined : uri?.slice(question + 1));
}

function urlOf(event: EventReader): string | undefined {
  const [server, uri] = [event.text('server'), event.text('uri')];
  return server === undefined || uri === undefined || /^[a-z]+:/i.test(uri) ? uri : `http://${server}${uri}`;
}
