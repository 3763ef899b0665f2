import { defineSource, type EventReader } from '../define.ts';
import { matches } from '../recognise.ts';
import { known, lengthOf, lengthOfResult, sumOf } from '../values.ts';
import { domainOf, httpAction, statusDescription, statusType } from './http.ts';

const ABSENT_AS_HYPHEN = ['user', 'uri_query', 'cookie'] as const;

const withoutHyphen = Object.fromEntries(
  ABSENT_AS_HYPHEN.map((name) => [name, (event: EventReader) => known(event, name)] as const),
);

/** Access logs of NGINX as named values. Source: Splunk Add-on for NGINX 3.2, sourcetype nginx:plus:kv. */
export const nginx = defineSource({
  name: 'nginx',
  title: 'NGINX',
  basis: 'Splunk Add-on for NGINX 3.2',
  // Recordings of its logs were published under Stream's sourcetype too.
  sourcetypes: ['nginx:plus:kv', 'stream:ip'],
  source: '/var/log/nginx/access.log',
  recognise: (record) =>
    matches(record, /^site="[^"]*" server="[^"]*".*\btime_local="/)
      ? { reason: 'named values that begin with the site and the server' }
      : undefined,
  timestamp: (event) => event.text('time_local'),
  aliases: [
    ['server', 'dest'],
    ['category', 'http_content_type'],
    ['nginx_version', 'version'],
  ],
  calculated: {
    ...withoutHyphen,
    action: httpAction('status'),
    app: () => 'nginx',
    bytes: sumOf('bytes_in', 'bytes_out'),
    http_referrer: (event) => known(event, 'http_referer'),
    http_user_agent_length: lengthOf('http_user_agent'),
    product: () => 'Web Server',
    status_description: statusDescription,
    status_type: statusType,
    url: urlOf,
    url_domain: (event) => domainOf(urlOf(event)),
    url_length: lengthOfResult(urlOf),
    vendor: () => 'Nginx',
    vendor_product: () => 'Nginx Web Server',
    web_server: (event) => `nginx:${event.text('server') ?? 'unknown'}`,
  },
  eventTypes: [{ name: 'nginx_access', tags: ['web'] }],
});

function urlOf(event: EventReader): string | undefined {
  const site = known(event, 'site');
  if (site === undefined) return undefined;
  const scheme = event.text('https') === 'on' || event.text('dest_port') === '443' ? 'https' : 'http';
  const query = known(event, 'uri_query');
  return `${scheme}://${site}${event.text('uri_path') ?? '/'}${query === undefined ? '' : `?${query}`}`;
}
