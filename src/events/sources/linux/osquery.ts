import { defineSource } from '../define.ts';
import { hasKeys } from '../recognise.ts';

/** Results of osquery. Source: osquery, results log; the fields that the published example carries beside those. */
export const osquery = defineSource({
  name: 'osquery',
  title: 'osquery',
  basis: 'osquery, log formats',
  sourcetypes: ['osquery:results'],
  source: 'osquery',
  recognise: (record) =>
    hasKeys(record, 'hostIdentifier') && (hasKeys(record, 'columns') || hasKeys(record, 'snapshot'))
      ? { reason: 'a result of osquery' }
      : undefined,
  timestamp: (event) => event.text('unixTime') ?? event.text('calendarTime'),
  host: (event) => event.text('hostIdentifier'),
  aliases: [
    ['hostIdentifier', 'dest'],
    ['columns.path', 'process_path'],
    ['columns.pid', 'process_id'],
    ['columns.parent', 'parent_process_id'],
    ['columns.cwd', 'process_current_directory'],
    ['columns.uid', 'user_id'],
    ['columns.cmdline', 'process'],
    ['columns.username', 'user'],
  ],
  calculated: {
    process_name: (event) => event.text('columns.name') ?? event.text('columns.path')?.replace(/^.*\//, ''),
    vendor_product: () => 'osquery',
  },
  eventTypes: [
    {
      name: 'osquery_processes',
      tags: ['process', 'report'],
      when: (event) => /process/.test(event.text('name') ?? ''),
    },
  ],
});
