import { defineSource } from '../define.ts';
import { matches } from '../recognise.ts';

/** Edges and controllers. Source: Cisco, Catalyst SD-WAN syslog messages; ESCU, sourcetype cisco:sdwan:syslog. */
export const ciscoSdwan = defineSource({
  name: 'cisco-sdwan',
  title: 'Cisco Catalyst SD-WAN',
  basis: 'Cisco, Catalyst SD-WAN syslog messages',
  sourcetypes: ['cisco:sdwan:syslog'],
  source: '/var/log/vsyslog',
  recognise: (record) =>
    matches(record, /%Viptela-|\bcontrol-connection-state-change\b/)
      ? { reason: 'a message of an SD-WAN device' }
      : undefined,
});
