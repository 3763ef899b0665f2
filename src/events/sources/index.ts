import type { LogRecord } from '../../inputs/index.ts';
import { cloudfront } from './aws/cloudfront.ts';
import { cloudtrail } from './aws/cloudtrail.ts';
import { securityHub } from './aws/security-hub.ts';
import { securityLake } from './aws/security-lake.ts';
import { vpcFlow } from './aws/vpc-flow.ts';
import { azureActivity } from './azure/activity.ts';
import { defenderHunting } from './azure/defender-hunting.ts';
import { entra } from './azure/entra.ts';
import { office365 } from './azure/office365.ts';
import { type Recognition, runSource, type SourceDefinition } from './define.ts';
import { crowdstrike } from './endpoint/crowdstrike.ts';
import type { Extraction, Settings, SourceFamily } from './family.ts';
import { generic, recogniseAny } from './generic.ts';
import { googleCloudAudit } from './google/cloud-audit.ts';
import { gsuite } from './google/gsuite.ts';
import { googleWorkspace } from './google/workspace.ts';
import { auditd } from './linux/auditd.ts';
import { falco } from './linux/falco.ts';
import { osquery } from './linux/osquery.ts';
import { secure } from './linux/secure.ts';
import { syslog } from './linux/syslog.ts';
import { paloAlto } from './network/palo-alto.ts';
import { stream } from './network/stream.ts';
import { suricata } from './network/suricata.ts';
import { zeek } from './network/zeek.ts';
import { circleci } from './saas/circleci.ts';
import { github } from './saas/github.ts';
import { kubernetesAudit } from './saas/kubernetes-audit.ts';
import { okta } from './saas/okta.ts';
import { pingid } from './saas/pingid.ts';
import { sysmonLinux } from './sysmon-linux.ts';
import { accessCombined } from './web/access.ts';
import { iis } from './web/iis.ts';
import { nginx } from './web/nginx.ts';
import { splunk } from './web/splunk.ts';
import { windows } from './windows/family.ts';

/** Families whose events are XML of their own kind, in the order in which they are asked. */
const FAMILIES: readonly SourceFamily[] = [sysmonLinux, windows];

/** The sources that are data, in the order in which they are asked: the more telling ones first. */
export const SOURCES: readonly SourceDefinition[] = [
  crowdstrike,
  cloudtrail,
  securityHub,
  securityLake,
  vpcFlow,
  cloudfront,
  defenderHunting,
  office365,
  entra,
  azureActivity,
  okta,
  googleWorkspace,
  googleCloudAudit,
  gsuite,
  kubernetesAudit,
  pingid,
  suricata,
  stream,
  zeek,
  circleci,
  github,
  nginx,
  iis,
  splunk,
  paloAlto,
  osquery,
  auditd,
  falco,
  secure,
  accessCombined,
  // Asked last: the header says little of what follows it.
  syslog,
];

/** Reads one record of the file that is shown as `path`. */
export type Extractor = (record: LogRecord, path: string) => Extraction;

/**
 * Opens the sources. A record belongs to the first source that recognises it; where the user names a sourcetype, the
 * sources of that name alone are asked, and one that has it to itself is not asked at all. What no source takes keeps
 * the fields that Splunk extracts by itself.
 */
export function openSources(settings: Settings): Extractor {
  const families = FAMILIES.map((family) => family.open(settings));
  const { sourcetype } = settings.given;
  const asked = sourcetype === undefined ? SOURCES : sourcesOf(sourcetype);
  const only = sourcetype !== undefined && asked.length === 1 ? asked[0] : undefined;
  return (record, path) => {
    for (const extract of families) {
      const extraction = extract(record);
      if (extraction !== undefined) return extraction;
    }
    for (const definition of asked) {
      const recognition = definition.recognise?.(record) ?? (definition === only ? GIVEN : undefined);
      if (recognition !== undefined) return runSource(definition, record, { path, recognition }, settings);
    }
    return runSource(generic, record, { path, recognition: recogniseAny(record) }, settings);
  };
}

const GIVEN: Recognition = { reason: 'the sourcetype that was given' };

function sourcesOf(sourcetype: string): readonly SourceDefinition[] {
  const wanted = sourcetype.toLowerCase();
  return SOURCES.filter(({ sourcetypes }) => sourcetypes.some((name) => name.toLowerCase() === wanted));
}
