import type { DataModel } from '../model.ts';

/**
 * What findings leave behind. No event is part of it: rows come from detections that ran.
 *
 * Source: Splunk Enterprise Security, Use the Risk data model.
 */
export const risk: DataModel = {
  name: 'Risk',
  datasets: [
    {
      name: 'All_Risk',
      tags: ['risk'],
      where: () => false,
      fields: [
        'analyticstories',
        'annotations._all',
        'annotations._frameworks',
        'annotations.cis20',
        'annotations.kill_chain_phases',
        'annotations.mitre_attack',
        'annotations.mitre_attack.mitre_description',
        'annotations.mitre_attack.mitre_tactic',
        'annotations.mitre_attack.mitre_tactic_id',
        'annotations.mitre_attack.mitre_technique',
        'annotations.mitre_attack.mitre_technique_id',
        'annotations.nist',
        'calculated_risk_score',
        'control',
        'creator',
        'description',
        'governance',
        'normalized_risk_object',
        'risk_factor_add',
        'risk_factor_mult',
        'risk_message',
        'risk_object',
        'risk_object_type',
        'risk_score',
        'savedsearch_description',
        'search_name',
        'tag',
        'threat_object',
        'threat_object_type',
      ],
    },
  ],
};
