import { is } from '../constraints.ts';
import type { DataModel } from '../model.ts';
import { lowerCase, unknown, vendorProduct } from '../rules.ts';

/** Source: Splunk Common Information Model add-on 8.5, data model Vulnerabilities. */
export const vulnerabilities: DataModel = {
  name: 'Vulnerabilities',
  datasets: [
    {
      name: 'Vulnerabilities',
      tags: ['vulnerability', 'report'],
      fields: [
        'bugtraq',
        'category',
        'cert',
        'cve',
        'cvss',
        'dest',
        'dvc',
        'msft',
        'mskb',
        'severity',
        'severity_id',
        'signature',
        'signature_id',
        'tag',
        'url',
        'user',
        'vendor_product',
        'xref',
      ],
      enriched: ['dest', 'dvc', 'user'],
      calculations: [
        ['bugtraq', lowerCase],
        ['category', unknown],
        ['cert', lowerCase],
        ['cve', lowerCase],
        ['dest', unknown],
        ['dvc', unknown],
        ['msft', lowerCase],
        ['mskb', lowerCase],
        ['severity', unknown],
        ['signature', unknown],
        ['vendor_product', vendorProduct],
        ['xref', lowerCase],
      ],
      children: [
        {
          name: 'High_Critical_Vulnerabilities',
          where: is('severity', 'high', 'critical'),
        },
        {
          name: 'Medium_Vulnerabilities',
          where: is('severity', 'medium'),
        },
        {
          name: 'Low_Informational_Vulnerabilities',
          where: is('severity', 'low', 'informational'),
        },
      ],
    },
  ],
};
