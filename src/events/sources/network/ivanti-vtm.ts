import { defineSource } from '../define.ts';
import { matches } from '../recognise.ts';

/** Changes to a traffic manager. Source: Ivanti, Virtual Traffic Manager audit log; ESCU, sourcetype ivanti_vtm_audit. */
export const ivantiVtm = defineSource({
  name: 'ivanti-vtm',
  title: 'Ivanti Virtual Traffic Manager',
  basis: 'Ivanti, Virtual Traffic Manager audit log',
  sourcetypes: ['ivanti_vtm_audit'],
  source: 'ivanti_vtm',
  recognise: (record) =>
    matches(record, /^\[[^\]]{20,40}\]\s+USER=\S+\s+GROUP=\S+\s+AUTH=/)
      ? { reason: 'a time in brackets, then USER, GROUP and AUTH' }
      : undefined,
});
