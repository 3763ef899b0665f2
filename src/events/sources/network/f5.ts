import { defineSource } from '../define.ts';
import { matches } from '../recognise.ts';

/** What the management interface logs for each request, behind the header of syslog. */
const REQUEST =
  /\bhttpd\[\d{1,10}\]: .{0,40}\[(?:ssl_acc|ssl_req|proxy)\]|\b(?:tmm\d{0,3}|mcpd|tmsh|ASM)\[?\d{0,10}\]?:/;

const ACCESS = /"(?<http_method>[A-Z]{3,12}) (?<url>\S{1,8192}) HTTP\/[\d.]{1,4}"(?: (?<status>\d{3}))?/;

/** Source: F5, BIG-IP system logging; Splunk Add-on for F5 BIG-IP, sourcetype f5:bigip:syslog. */
export const f5 = defineSource({
  name: 'f5-bigip',
  title: 'F5 BIG-IP',
  basis: 'Splunk Add-on for F5 BIG-IP 5.0; F5, BIG-IP system logging',
  sourcetypes: ['f5:bigip:syslog', 'f5:bigip:rogue', 'f5:bigip:asm:syslog', 'f5:bigip:ltm:syslog'],
  recognise: (record) => (matches(record, REQUEST) ? { reason: 'a line of a daemon of BIG-IP' } : undefined),
  calculated: {
    http_method: (event) => ACCESS.exec(event.raw)?.groups?.['http_method'] ?? event.text('method'),
    status: (event) => ACCESS.exec(event.raw)?.groups?.['status'] ?? event.text('response_code'),
    url: (event) => ACCESS.exec(event.raw)?.groups?.['url'] ?? event.text('uri'),
    vendor_product: () => 'F5 BIG-IP',
  },
  eventTypes: [{ name: 'f5_bigip_access', tags: ['web'], when: (event) => ACCESS.test(event.raw) }],
});
