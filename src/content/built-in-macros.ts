import type { Macro } from './content.ts';

/** Models whose macro of indexes a search may name. Source: Splunk CIM 5.0.1, macros.conf. */
const CIM_MODELS: readonly string[] = [
  'Alerts',
  'Authentication',
  'Certificates',
  'Change',
  'Data_Access',
  'Databases',
  'DLP',
  'Email',
  'Endpoint',
  'Event_Signatures',
  'Interprocess_Messaging',
  'Intrusion_Detection',
  'Inventory',
  'JVM',
  'Malware',
  'Network_Resolution',
  'Network_Sessions',
  'Network_Traffic',
  'Performance',
  'Splunk_Audit',
  'Ticket_Management',
  'Updates',
  'Vulnerabilities',
  'Web',
];

/**
 * Macros that content expects from the CIM app and from the URL Toolbox, in effect. Content overrides them by name.
 * An argument comes without its quotes, so that `drop_dm_object_name("Processes")` is fine too.
 */
export const BUILT_IN_MACROS: readonly Macro[] = [
  macro('drop_dm_object_name', ['object'], 'rename $object$.* as *', 'Takes the dataset off the names of fields.'),
  macro('add_dm_object_name', ['object'], 'rename * as $object$.*', 'Puts the dataset before the names of fields.'),
  macro(
    'get_vendor_product',
    [],
    // The order of the branches is the data models' rule for vendor_product.
    'eval vendor_product=case(isnotnull(vendor_product),vendor_product,' +
      'isnotnull(vendor) AND vendor!="unknown" AND isnotnull(product) AND product!="unknown",vendor." ".product,' +
      'isnotnull(vendor) AND vendor!="unknown" AND (isnull(product) OR product="unknown"),vendor." unknown",' +
      '(isnull(vendor) OR vendor="unknown") AND isnotnull(product) AND product!="unknown","unknown ".product,' +
      'isnotnull(sourcetype),sourcetype,true(),"unknown")',
    'Names the product that an event comes from.',
  ),
  // The CIM app looks into lookups of corporate domains, which are empty as it comes: no restriction.
  macro('cim_corporate_web_domain_search', ['field'], '()', 'Web domains of the organisation: none are known.'),
  macro('cim_corporate_email_domain_search', ['field'], '()', 'Email domains of the organisation: none are known.'),
  macro('ut_shannon', ['word'], 'lookup ut_shannon_lookup word as $word$', 'The Shannon entropy of a text.'),
  ...CIM_MODELS.map((model) => macro(`cim_${model}_indexes`, [], '()', `Where events of ${model} are: anywhere.`)),
];

function macro(name: string, parameters: readonly string[], definition: string, description: string): Macro {
  return { name, arguments: parameters, definition, isEval: false, description };
}
