import { isLookupScript, LOOKUP_SCRIPTS, type LookupScriptName, scriptColumns } from '../language/index.ts';

/** A lookup that content expects from one of Splunk's apps. */
export interface BuiltInLookup {
  readonly columns: readonly string[];
  /** The file that holds it in its app, and by which searches may name it. */
  readonly file?: string;
  /** It computes its outputs and has no rows. */
  readonly script?: LookupScriptName;
}

/**
 * Lookups that are empty until somebody fills them, as they are in an app that was just installed. A search that reads
 * a column which is not listed finds no value in it.
 *
 * Source: Splunk Common Information Model Add-on and Splunk Enterprise Security, transforms.conf.
 */
const EMPTY: ReadonlyMap<string, BuiltInLookup> = new Map([
  ['cim_corporate_web_domain_lookup', { columns: ['domain'], file: 'cim_corporate_web_domains.csv' }],
  ['cim_corporate_email_domain_lookup', { columns: ['domain'], file: 'cim_corporate_email_domains.csv' }],
  ['cim_cloud_domain_lookup', { columns: ['domain'], file: 'cim_cloud_domains.csv' }],
  [
    'identity_lookup_expanded',
    {
      columns: [
        ...['identity', 'identity_tag', 'prefix', 'nick', 'first', 'last', 'suffix', 'email', 'phone', 'managedBy'],
        ...['priority', 'bunit', 'category', 'watchlist', 'startDate', 'endDate', 'objectSid', 'downLevelDomainName'],
      ],
    },
  ],
  [
    'asset_lookup_by_str',
    {
      columns: [
        ...['asset', 'asset_tag', 'ip', 'mac', 'nt_host', 'dns', 'owner', 'priority', 'lat', 'long', 'city', 'country'],
        ...['bunit', 'category', 'pci_domain', 'is_expected', 'should_timesync', 'should_update', 'requires_av'],
      ],
    },
  ],
  [
    'interesting_ports_lookup',
    {
      columns: [
        ...['app', 'dest', 'dest_pci_domain', 'dest_port', 'transport'],
        ...['is_required', 'is_prohibited', 'is_secure', 'note'],
      ],
      file: 'interesting_ports.csv',
    },
  ],
  ['alexa_lookup_by_str', { columns: ['rank', 'domain'] }],
  ['asn_lookup_by_cidr', { columns: ['ip', 'asn', 'country', 'autonomous_system'] }],
  ['admon_groups_def', { columns: ['objectSid', 'cn', 'distinguishedName', 'sAMAccountName', 'member', 'memberOf'] }],
  [
    'mitre_attack_lookup',
    { columns: ['mitre_technique_id', 'mitre_technique', 'mitre_tactic', 'mitre_tactic_id', 'mitre_description'] },
  ],
]);

/** Those of the URL Toolbox that are computed, and the empty ones. */
export function builtInLookup(name: string): BuiltInLookup | undefined {
  return isLookupScript(name) ? { columns: scriptColumns(name), script: name } : EMPTY.get(name);
}

export function builtInLookupNames(): readonly string[] {
  return [...EMPTY.keys(), ...Object.keys(LOOKUP_SCRIPTS)];
}

/** The built-in lookup that has its rows in a file of that name. */
export function builtInLookupOf(file: string): string | undefined {
  return [...EMPTY].find(([, lookup]) => lookup.file === file)?.[0];
}
