import type { DataModel } from '../model.ts';

/**
 * The assets and identities that Enterprise Security knows. No event is part of it: without that app there are none.
 *
 * Source: Splunk Enterprise Security, Format an asset or identity list as a lookup.
 */
export const identityManagement: DataModel = {
  name: 'Identity_Management',
  datasets: [
    {
      name: 'All_Assets',
      fields: [
        'asset',
        'asset_id',
        'asset_tag',
        'bunit',
        'category',
        'cim_entity_zone',
        'city',
        'country',
        'dns',
        'ip',
        'is_expected',
        'lat',
        'long',
        'mac',
        'nt_host',
        'owner',
        'pci_domain',
        'priority',
        'requires_av',
        'should_timesync',
        'should_update',
        'tag',
      ],
    },
    {
      name: 'All_Identities',
      fields: [
        'bunit',
        'category',
        'cim_entity_zone',
        'email',
        'endDate',
        'first',
        'identity',
        'identity_id',
        'identity_tag',
        'last',
        'managedBy',
        'nick',
        'phone',
        'prefix',
        'priority',
        'startDate',
        'suffix',
        'tag',
        'watchlist',
        'work_city',
        'work_country',
        'work_lat',
        'work_long',
      ],
    },
  ],
};
