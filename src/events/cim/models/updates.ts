import { is } from '../constraints.ts';
import type { DataModel } from '../model.ts';
import { orElse, unknown, vendorProduct } from '../rules.ts';

/** Source: Splunk Common Information Model add-on 8.5, data model Updates. */
export const updates: DataModel = {
  name: 'Updates',
  datasets: [
    {
      name: 'Updates',
      tags: ['update', 'status'],
      fields: [
        'dest',
        'dvc',
        'file_hash',
        'file_name',
        'severity',
        'severity_id',
        'signature',
        'signature_id',
        'status',
        'tag',
        'vendor_product',
      ],
      enriched: ['dest'],
      calculations: [
        ['dest', unknown],
        ['signature', orElse('signature_id')],
        ['signature_id', orElse('signature')],
        ['status', unknown],
        ['vendor_product', vendorProduct],
      ],
      children: [
        {
          name: 'Available_Updates',
          where: is('status', 'available'),
        },
        {
          name: 'Installed_Updates',
          where: is('status', 'installed'),
        },
        {
          name: 'Restart_Required_Updates',
          where: is('status', 'restart_required'),
        },
      ],
    },
    {
      name: 'Update_Errors',
      tags: ['update', 'error'],
      fields: ['_time', 'host', 'source', 'sourcetype'],
    },
  ],
};
