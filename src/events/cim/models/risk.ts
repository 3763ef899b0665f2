import type { DataModel } from '../model.ts';

/**
 * What findings leave behind: events come from detections that ran, and from files of what earlier ones found.
 *
 * Source: Splunk Enterprise Security, Use the Risk data model.
 */
export const risk: DataModel = {
  name: 'Risk',
  datasets: [
    {
      name: 'All_Risk',
      tags: ['risk'],
      fields: [
        'analyticstories',
        'annotations._all',
        'annotations._frameworks',
        'annotations.analytic_story',
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
        'cim_entity_zone',
        'control',
        'creator',
        'description',
        'dest',
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
        'severity',
        'src',
        'tag',
        'threat_object',
        'threat_object_type',
        'user',
      ],
    },
  ],
};
