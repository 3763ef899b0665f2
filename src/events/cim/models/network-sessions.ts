import { type DataModel, type Rule, rule } from '../model.ts';
import { present, unknown, vendorProduct } from '../rules.ts';

/** Source: Splunk Common Information Model add-on 8.5, data model Network_Sessions. */
export const networkSessions: DataModel = {
  name: 'Network_Sessions',
  datasets: [
    {
      name: 'All_Sessions',
      tags: ['network', 'session'],
      fields: [
        'action',
        'dest_dns',
        'dest_ip',
        'dest_mac',
        'dest_nt_host',
        'duration',
        'dvc',
        'response_time',
        'signature',
        'signature_id',
        'src_dns',
        'src_ip',
        'src_mac',
        'src_nt_host',
        'tag',
        'user',
        'vendor_product',
      ],
      enriched: ['dest', 'src', 'user'],
      calculations: [
        ['dest_ip', leased('yiaddr')],
        ['dest_mac', leased('chaddr')],
        ['dest_nt_host', unknown],
        ['dest_dns', unknown],
        ['user', unknown],
        ['vendor_product', vendorProduct],
        ['dvc', unknown],
      ],
      children: [
        {
          name: 'Session_Start',
          tags: ['start'],
        },
        {
          name: 'Session_End',
          tags: ['end'],
        },
        {
          name: 'DHCP',
          tags: ['dhcp'],
          fields: ['lease_duration', 'lease_scope'],
        },
        {
          name: 'VPN',
          tags: ['vpn'],
        },
      ],
    },
  ],
};

/** The field; for events of Splunk Stream first the name that the protocol has for it. */
function leased(ofProtocol: string): Rule {
  return rule(`for Splunk Stream \`${ofProtocol}\`; the field, else \`unknown\``, (row, field) => {
    const isStream = row.facts.source.toLowerCase().startsWith('stream');
    return (isStream ? present(row, ofProtocol) : undefined) ?? present(row, field) ?? 'unknown';
  });
}
