import { any, has } from '../constraints.ts';
import type { DataModel } from '../model.ts';
import { vendorProduct } from '../rules.ts';

/** Source: Splunk Common Information Model add-on 8.5, data model Event_Signatures. */
export const eventSignatures: DataModel = {
  name: 'Event_Signatures',
  datasets: [
    {
      name: 'Signatures',
      tags: ['track_event_signatures'],
      where: any(has('signature'), has('signature_id')),
      fields: ['dest', 'signature', 'signature_id', 'tag', 'vendor_product'],
      enriched: ['dest'],
      calculations: [['vendor_product', vendorProduct]],
    },
  ],
};
