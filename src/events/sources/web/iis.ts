import { addTableFields } from '../../extract/table.ts';
import { defineSource, type EventReader } from '../define.ts';
import { lengthOf, lengthOfResult, sumOf } from '../values.ts';
import { domainOf, httpAction, statusDescription, statusType } from './http.ts';

/** Access logs of IIS in the extended format. Source: Splunk Add-on for Microsoft IIS 1.3, sourcetype ms:iis:auto. */
export const iis = defineSource({
  name: 'iis',
  title: 'Microsoft IIS',
  basis: 'Splunk Add-on for Microsoft IIS 1.3; Splunk Add-on for Microsoft Windows 8.9',
  sourcetypes: ['ms:iis:auto', 'ms:iis:default', 'ms:iis:splunk', 'MSWindows:IIS', 'iis'],
  recognise: (record) =>
    record.kind === 'text' && record.header?.kind === 'w3c' && record.header.names.includes('cs-uri-stem')
      ? { reason: 'a row below the fields of the W3C format' }
      : undefined,
  extract: (fields, record) => {
    if (record.kind === 'text' && record.header !== undefined) addTableFields(fields, record.text, record.header);
  },
  timestamp: (event) => {
    const time = event.text('time');
    // The format knows no other zone.
    return time === undefined ? undefined : `${event.text('date') ?? ''} ${time}Z`;
  },
  host: (event) => event.text('s_computername'),
  aliases: [
    ['c_ip', 'src'],
    ['c_ip', 'src_ip'],
    ['cs_method', 'http_method'],
    ['cs_uri_stem', 'uri_path'],
    ['cs_uri_query', 'uri_query'],
    ['cs_Referer', 'http_referrer'],
    ['cs_User_Agent', 'http_user_agent'],
    ['cs_Cookie', 'cookie'],
    ['cs_username', 'user'],
    ['cs_bytes', 'bytes_in'],
    ['sc_bytes', 'bytes_out'],
    ['sc_status', 'status'],
    ['s_ip', 'dest_ip'],
    ['s_port', 'dest_port'],
    ['s_sitename', 'site'],
    ['time_taken', 'response_time'],
  ],
  calculated: {
    action: httpAction('sc_status'),
    app: () => 'IIS',
    bytes: sumOf('cs_bytes', 'sc_bytes'),
    dest: (event) => event.text('s_ip') ?? event.text('s_computername'),
    http_referrer_domain: (event) => domainOf(event.text('cs_Referer')),
    // The format writes a plus where a blank was.
    http_user_agent: (event) => event.text('cs_User_Agent')?.replaceAll('+', ' '),
    http_user_agent_length: lengthOf('cs_User_Agent'),
    url: urlOf,
    url_domain: (event) => event.text('cs_host') ?? event.text('s_computername'),
    url_length: lengthOfResult(urlOf),
    vendor_product: () => 'Microsoft IIS',
  },
  lookups: [{ status_description: statusDescription, status_type: statusType }],
  eventTypes: [{ name: 'ms_iis_web', tags: ['web'] }],
});

function urlOf(event: EventReader): string | undefined {
  const path = event.text('cs_uri_stem');
  if (path === undefined) return undefined;
  const host = event.text('cs_host') ?? event.text('s_computername') ?? event.text('s_ip');
  const query = event.text('cs_uri_query');
  const scheme = event.text('s_port') === '443' ? 'https' : 'http';
  return `${host === undefined ? '' : `${scheme}://${host}`}${path}${query === undefined ? '' : `?${query}`}`;
}
