import { is } from '../constraints.ts';
import type { DataModel } from '../model.ts';
import { unknown, vendorProduct } from '../rules.ts';

/** Source: Splunk Common Information Model add-on 8.5, data model Intrusion_Detection. */
export const intrusionDetection: DataModel = {
  name: 'Intrusion_Detection',
  datasets: [
    {
      name: 'IDS_Attacks',
      tags: ['ids', 'attack'],
      fields: [
        'action',
        'category',
        'dest',
        'dest_ip',
        'dest_port',
        'dest_type',
        'dvc',
        'file_hash',
        'file_name',
        'file_path',
        'ids_type',
        'severity',
        'severity_id',
        'signature',
        'signature_id',
        'src',
        'src_ip',
        'src_port',
        'tag',
        'transport',
        'user',
        'vendor_product',
      ],
      enriched: ['dest', 'dvc', 'src', 'user'],
      calculations: [
        ['dvc', unknown],
        ['ids_type', unknown],
        ['category', unknown],
        ['signature', unknown],
        ['severity', unknown],
        ['src', unknown],
        ['dest', unknown],
        ['user', unknown],
        ['vendor_product', vendorProduct],
      ],
      children: [
        {
          name: 'Application_IDS_Attacks',
          where: is('ids_type', 'application'),
        },
        {
          name: 'Host_IDS_Attacks',
          where: is('ids_type', 'host'),
        },
        {
          name: 'Network_IDS_Attacks',
          where: is('ids_type', 'network'),
        },
      ],
    },
  ],
};
