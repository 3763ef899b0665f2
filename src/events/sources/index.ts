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
import { openSource, type Recognition, type SourceDefinition } from './define.ts';
import { exchangeTracking } from './email/exchange-tracking.ts';
import { messageTrace } from './email/message-trace.ts';
import { crowdstrike } from './endpoint/crowdstrike.ts';
import type { Extraction, Settings, SourceFamily } from './family.ts';
import { generic, recogniseAny } from './generic.ts';
import { googleCloudAudit } from './google/cloud-audit.ts';
import { gsuite } from './google/gsuite.ts';
import { googleWorkspace } from './google/workspace.ts';
import { karstFindings } from './karst-findings.ts';
import { auditd } from './linux/auditd.ts';
import { falco } from './linux/falco.ts';
import { osquery } from './linux/osquery.ts';
import { secure } from './linux/secure.ts';
import { syslog } from './linux/syslog.ts';
import { ciscoAsa } from './network/cisco-asa.ts';
import { ciscoDuo } from './network/cisco-duo.ts';
import { ciscoIos } from './network/cisco-ios.ts';
import { ciscoIsovalent } from './network/cisco-isovalent.ts';
import { ciscoSdwan } from './network/cisco-sdwan.ts';
import { ciscoUmbrella } from './network/cisco-umbrella.ts';
import { f5 } from './network/f5.ts';
import { ivantiVtm } from './network/ivanti-vtm.ts';
import { paloAlto } from './network/palo-alto.ts';
import { stream } from './network/stream.ts';
import { suricata } from './network/suricata.ts';
import { zeek } from './network/zeek.ts';
import { zscaler } from './network/zscaler.ts';
import { circleci } from './saas/circleci.ts';
import { github } from './saas/github.ts';
import { kubernetesAudit } from './saas/kubernetes-audit.ts';
import { okta } from './saas/okta.ts';
import { pingid } from './saas/pingid.ts';
import { sysmonLinux } from './sysmon-linux.ts';
import { accessCombined } from './web/access.ts';
import { crushftp } from './web/crushftp.ts';
import { iis } from './web/iis.ts';
import { moveit } from './web/moveit.ts';
import { nginx } from './web/nginx.ts';
import { splunk } from './web/splunk.ts';
import { admon } from './windows/admon.ts';
import { dnsDebug } from './windows/dns-debug.ts';
import { windows } from './windows/family.ts';
import { powershellInputs } from './windows/powershell-inputs.ts';

/** Families whose events are XML of their own kind, in the order in which they are asked. */
const FAMILIES: readonly SourceFamily[] = [sysmonLinux, windows];

/** The sources that are data, in the order in which they are asked: the more telling ones first. */
export const SOURCES: readonly SourceDefinition[] = [
  // Its events hold rows of results, with fields of any other source.
  karstFindings,
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
  admon,
  dnsDebug,
  powershellInputs,
  messageTrace,
  exchangeTracking,
  zscaler,
  ciscoIsovalent,
  ciscoSdwan,
  ciscoAsa,
  ciscoIos,
  ciscoDuo,
  ciscoUmbrella,
  ivantiVtm,
  crushftp,
  moveit,
  paloAlto,
  osquery,
  auditd,
  falco,
  secure,
  accessCombined,
  f5,
  // Asked last: the header says little of what follows it.
  syslog,
];

/** Reads one record of the file that is shown as `path`. */
export type Extractor = (record: LogRecord, path: string) => Extraction;

/**
 * Opens the sources, those of content (`mapped`) before the others. A record belongs to the first source that recognises
 * it; where the user names a sourcetype, the sources of that name alone are asked, and one that has it to itself is not
 * asked at all. A mapping is chosen so by its source too. What no source takes keeps the fields that Splunk extracts by
 * itself.
 */
export function openSources(settings: Settings, mapped: readonly SourceDefinition[] = []): Extractor {
  const families = FAMILIES.map((family) => family.open(settings));
  const fromMapping = askAll(chosen(mapped, settings), settings);
  const fromSource = askAll(chosenByType(SOURCES, settings), settings);
  const readGeneric = openSource(generic, settings);
  return (record, path) => {
    const first = fromMapping(record, path);
    if (first !== undefined) return first;
    for (const extract of families) {
      const extraction = extract(record);
      if (extraction !== undefined) return extraction;
    }
    return fromSource(record, path) ?? readGeneric(record, { path, recognition: recogniseAny(record) });
  };
}

/** Sources to ask, and the one among them that takes every record without being asked. */
interface Chosen {
  readonly asked: readonly SourceDefinition[];
  readonly only?: SourceDefinition;
  readonly reason: string;
}

/** Sourcetypes of the families, in small letters. A source that was published under one of them is still asked. */
const OF_FAMILIES: ReadonlySet<string> = new Set(['xmlwineventlog', 'wineventlog', 'sysmon:linux']);

function chosenByType(sources: readonly SourceDefinition[], { given: { sourcetype } }: Settings): Chosen {
  const reason = 'the sourcetype that was given';
  if (sourcetype === undefined) return { asked: sources, reason };
  const asked = sources.filter(({ sourcetypes }) => sourcetypes.some((name) => isSameName(name, sourcetype)));
  const [only] = asked;
  const isAlone = asked.length === 1 && !OF_FAMILIES.has(sourcetype.toLowerCase());
  return { asked, reason, ...(only !== undefined && isAlone && { only }) };
}

/** Those of content: the sourcetype that was given chooses one, or else its source does. */
function chosen(sources: readonly SourceDefinition[], settings: Settings): Chosen {
  const { source, sourcetype } = settings.given;
  if (sourcetype !== undefined || source === undefined) return chosenByType(sources, settings);
  const only = sources.find((one) => one.source !== undefined && isSameName(one.source, source));
  return { asked: only === undefined ? sources : [only], reason: 'the source that was given', ...(only && { only }) };
}

function askAll({ asked, only, reason }: Chosen, settings: Settings) {
  const given: Recognition = { reason };
  const sources = asked.map((definition) => ({ definition, read: openSource(definition, settings) }));
  return (record: LogRecord, path: string): Extraction | undefined => {
    for (const { definition, read } of sources) {
      const recognition = definition.recognise?.(record, path) ?? (definition === only ? given : undefined);
      if (recognition !== undefined) return read(record, { path, recognition });
    }
    return undefined;
  };
}

function isSameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
