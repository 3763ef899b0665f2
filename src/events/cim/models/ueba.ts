import type { DataModel } from '../model.ts';

/**
 * What Splunk User Behavior Analytics finds. No event is part of it: its rows come from that product.
 *
 * Source: Splunk Add-on for Splunk UBA, data model UEBA.
 */
export const ueba: DataModel = {
  name: 'UEBA',
  datasets: [
    {
      name: 'All_UEBA_Events',
      fields: [
        'action',
        'app',
        'category',
        'description',
        'dest',
        'dvc',
        'link',
        'severity',
        'signature',
        'signature_id',
        'src',
        'tag',
        'uba_event_id',
        'uba_event_type',
        'uba_host',
        'uba_model',
        'uba_model_version',
        'uba_time_created',
        'uba_time_updated',
        'url',
        'user',
      ],
      children: [{ name: 'UEBA_Anomalies' }, { name: 'UEBA_Threats' }],
    },
  ],
};
