import type { DataModel } from '../model.ts';
import { sourcetypeIfAbsent, unknown } from '../rules.ts';

/** Source: Splunk Common Information Model add-on 8.5, data model Alerts. */
export const alerts: DataModel = {
  name: 'Alerts',
  datasets: [
    {
      name: 'Alerts',
      tags: ['alert'],
      fields: [
        'app',
        'body',
        'description',
        'dest',
        'dest_type',
        'id',
        'mitre_technique_id',
        'severity',
        'severity_id',
        'signature',
        'signature_id',
        'src',
        'src_type',
        'subject',
        'tag',
        'type',
        'user',
        'user_name',
        'vendor_account',
        'vendor_region',
      ],
      enriched: ['dest', 'src', 'user'],
      calculations: [
        ['app', sourcetypeIfAbsent],
        ['dest', unknown],
        ['severity', unknown],
        ['signature_id', unknown],
        ['src', unknown],
        ['type', unknown],
        ['user', unknown],
        ['user_name', unknown],
      ],
    },
  ],
};
