import { defineSource } from '../define.ts';
import { matches } from '../recognise.ts';

/** Sessions of the file server. Source: CrushFTP, log files; ESCU, sourcetype crushftp:sessionlogs. */
export const crushftp = defineSource({
  name: 'crushftp',
  title: 'CrushFTP',
  basis: 'CrushFTP, log files: sessions',
  sourcetypes: ['crushftp:sessionlogs'],
  source: 'crushftp',
  recognise: (record) =>
    matches(record, /^[A-Z_]{3,24}\|\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d[.\d]*\|\[/)
      ? { reason: 'a kind, a time and a session between bars' }
      : undefined,
});
