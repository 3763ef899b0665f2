import { all, endsWith, is, not } from '../constraints.ts';
import type { DataModel } from '../model.ts';
import { sourcetypeIfAbsent, unknown } from '../rules.ts';

/** Source: Splunk Common Information Model add-on 8.5, data model Authentication. */
export const authentication: DataModel = {
  name: 'Authentication',
  datasets: [
    {
      name: 'Authentication',
      tags: ['authentication'],
      where: not(all(is('action', 'success'), endsWith('user', '$'))),
      fields: [
        'action',
        'app',
        'authentication_method',
        'authentication_service',
        'dest',
        'dest_nt_domain',
        'duration',
        'process',
        'reason',
        'reason_id',
        'response_time',
        'result',
        'session_id',
        'signature',
        'signature_id',
        'src',
        'src_nt_domain',
        'src_user',
        'src_user_id',
        'src_user_role',
        'src_user_type',
        'tag',
        'user',
        'user_agent',
        'user_id',
        'user_role',
        'user_type',
        'vendor_account',
      ],
      enriched: ['dest', 'src', 'src_user', 'user'],
      calculations: [
        ['action', unknown],
        ['app', sourcetypeIfAbsent],
        ['src', unknown],
        ['src_user', unknown],
        ['dest', unknown],
        ['user', unknown],
        ['result', unknown],
      ],
      children: [
        {
          name: 'Failed_Authentication',
          where: is('action', 'failure'),
        },
        {
          name: 'Successful_Authentication',
          where: is('action', 'success'),
        },
        {
          name: 'Default_Authentication',
          tags: ['default'],
          children: [
            {
              name: 'Failed_Default_Authentication',
              where: is('action', 'failure'),
            },
            {
              name: 'Successful_Default_Authentication',
              where: is('action', 'success'),
            },
          ],
        },
        {
          name: 'Insecure_Authentication',
          anyTag: ['insecure', 'cleartext'],
        },
        {
          name: 'Privileged_Authentication',
          tags: ['privileged'],
          children: [
            {
              name: 'Failed_Privileged_Authentication',
              where: is('action', 'failure'),
            },
            {
              name: 'Successful_Privileged_Authentication',
              where: is('action', 'success'),
            },
          ],
        },
      ],
    },
  ],
};
