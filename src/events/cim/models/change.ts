import { all, is, not } from '../constraints.ts';
import type { DataModel } from '../model.ts';
import { orElse, unknown, vendorProduct } from '../rules.ts';

/** Source: Splunk Common Information Model add-on 8.5, data model Change. */
export const change: DataModel = {
  name: 'Change',
  datasets: [
    {
      name: 'All_Changes',
      tags: ['change'],
      where: not(is('object_category', 'file', 'directory', 'registry')),
      fields: [
        'action',
        'change_type',
        'command',
        'dest',
        'dvc',
        'object',
        'object_attrs',
        'object_category',
        'object_id',
        'object_path',
        'result',
        'result_id',
        'src',
        'status',
        'tag',
        'user',
        'user_agent',
        'user_name',
        'user_type',
        'vendor_account',
        'vendor_product',
        'vendor_region',
      ],
      enriched: ['dest', 'src', 'user'],
      calculations: [
        ['change_type', unknown],
        ['command', unknown],
        ['dest', unknown],
        ['dvc', unknown],
        ['object', unknown],
        ['object_attrs', unknown],
        ['object_category', unknown],
        ['object_id', unknown],
        ['object_path', unknown],
        ['status', unknown],
        ['result', orElse('signature')],
        ['result_id', orElse('signature_id', '-1')],
        ['src', unknown],
        ['user', unknown],
        ['user_name', unknown],
        ['vendor_product', vendorProduct],
        ['action', unknown],
      ],
      children: [
        {
          name: 'Auditing_Changes',
          tags: ['audit'],
        },
        {
          name: 'Endpoint_Changes',
          tags: ['endpoint'],
          children: [
            {
              name: 'Endpoint_Restarts',
              where: all(is('action', 'modified'), is('change_type', 'restart')),
            },
            {
              name: 'Other_Endpoint_Changes',
              where: not(is('change_type', 'restart')),
            },
          ],
        },
        {
          name: 'Network_Changes',
          tags: ['network'],
          fields: [
            'dest_ip_range',
            'dest_port_range',
            'direction',
            'protocol',
            'rule_action',
            'src_ip_range',
            'src_port_range',
          ],
          children: [
            {
              name: 'Device_Restarts',
              where: all(is('action', 'modified'), is('change_type', 'restart')),
            },
          ],
        },
        {
          name: 'Account_Management',
          tags: ['account'],
          fields: ['dest_nt_domain', 'src_nt_domain', 'src_user', 'src_user_name', 'src_user_type'],
          enriched: ['src_user'],
          calculations: [
            ['dest_nt_domain', unknown],
            ['src_nt_domain', unknown],
            ['src_user', unknown],
            ['src_user_name', unknown],
          ],
          children: [
            {
              name: 'Accounts_Created',
              where: is('action', 'created'),
            },
            {
              name: 'Accounts_Deleted',
              where: is('action', 'deleted'),
            },
            {
              name: 'Account_Lockouts',
              where: is('result', 'lockout'),
            },
            {
              name: 'Accounts_Updated',
              where: is('action', 'updated', 'modified'),
            },
          ],
        },
        {
          name: 'Instance_Changes',
          tags: ['instance'],
          fields: ['image_id', 'instance_type'],
          calculations: [
            ['image_id', unknown],
            ['instance_type', unknown],
          ],
        },
      ],
    },
  ],
};
