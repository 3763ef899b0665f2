import { defineSource } from '../define.ts';
import { textAt } from '../recognise.ts';

/** Authentication events of PingID: searches ask for the names of the JSON. Source: PingOne, subscription events. */
export const pingid = defineSource({
  name: 'pingid',
  title: 'PingID',
  basis: 'PingOne for Enterprise, subscription events',
  // Recordings were published under the sourcetype of Windows events too.
  sourcetypes: ['_json', 'XmlWinEventLog'],
  source: 'PINGID',
  recognise: (record) =>
    textAt(record, 'source') === 'PINGID' ? { reason: 'an event whose source is PINGID' } : undefined,
  timestamp: (event) => event.text('recorded'),
});
