import type { Severity } from '../../content/index.ts';
import { TACTICS, techniqueOf } from '../../events/index.ts';
import type { Row } from '../../language/index.ts';
import type { Finding } from '../finding.ts';
import { openFindingIds } from '../identity.ts';
import { valuesOf } from '../tokens.ts';
import type { FindingFormat, FindingRenderer, RenderOptions } from './format.ts';
import { instantsOf } from './instants.ts';

/**
 * One JSON object a finding with the fields that a notable event has in Enterprise Security, for what reads those.
 *
 * Source: Splunk Enterprise Security, notable index and incident review; How urgency is assigned to notable events.
 */
export const notable: FindingFormat = {
  summary: 'notable events as Enterprise Security has them, one JSON object a line',
  findings: renderNotables,
};

function renderNotables(options: RenderOptions): FindingRenderer {
  const idOf = openFindingIds();
  return {
    write: (finding) => `${JSON.stringify(notableOf(finding, idOf(finding), options))}\n`,
    end: () => '',
  };
}

function notableOf(finding: Finding, id: string, options: RenderOptions): object {
  const { detection, severity, message, result } = finding;
  const { first, last } = instantsOf(finding, options);
  const own = {
    _time: last,
    event_id: `karst@@notable@@${id.replaceAll('-', '')}`,
    event_hash: id.replaceAll('-', ''),
    search_name: `ESCU - ${detection.name} - Rule`,
    rule_name: detection.name,
    rule_title: detection.name,
    rule_description: message,
    source: `ESCU - ${detection.name} - Rule`,
    sourcetype: 'stash',
    index: 'notable',
    // `threat` is what a notable has whose search says none.
    security_domain: detection.security_domain ?? 'threat',
    severity,
    urgency: urgencyOf(severity, result),
    // Those that come in unreviewed.
    status: '1',
    status_label: 'New',
    owner: 'unassigned',
    ...riskOf(finding),
    info_min_time: first,
    info_max_time: last,
    detection_id: detection.id,
    detection_version: detection.version,
    detection_type: detection.type,
  };
  return { ...own, ...annotationsOf(finding), ...renamed(result, own) };
}

function riskOf({ risk_score, risk_objects, threat_objects }: Finding): object {
  const [first] = risk_objects;
  return {
    risk_score,
    risk_object: first?.value ?? null,
    risk_object_type: first?.type ?? null,
    all_risk_objects: risk_objects.map(({ value }) => value),
    threat_object: threat_objects.map(({ value }) => value),
    threat_object_type: threat_objects.map(({ type }) => type),
  };
}

function annotationsOf({ mitre_attack_id, analytic_story }: Finding): object {
  const techniques = mitre_attack_id.flatMap((id) => techniqueOf(id) ?? []);
  const used = new Set(techniques.flatMap(({ tactics }) => tactics.map(({ id }) => id)));
  return {
    annotations: { mitre_attack: mitre_attack_id, analytic_story },
    'annotations.mitre_attack': mitre_attack_id,
    'annotations.mitre_attack.mitre_technique_id': mitre_attack_id,
    'annotations.mitre_attack.mitre_technique': techniques.map(({ name }) => name),
    'annotations.mitre_attack.mitre_tactic': TACTICS.filter(({ id }) => used.has(id)).map(({ name }) => name),
    'annotations.analytic_story': analytic_story,
  };
}

/** The row, with `orig_` before fields that a notable has of its own. */
function renamed(result: Row, own: object): Row {
  const isTaken = (name: string): boolean =>
    Object.hasOwn(own, name) || name.startsWith('annotations') || RESERVED.has(name);
  const taken = Object.entries(result).map(([name, value]) => [
    isTaken(name) ? `orig_${name.replace(/^_/, '')}` : name,
    value,
  ]);
  // A field that is called so already gives way to none that was renamed: the row's own name comes last.
  return Object.fromEntries([...taken.filter(([name]) => !Object.hasOwn(result, String(name))), ...taken]);
}

const RESERVED: ReadonlySet<string> = new Set(['_raw', 'host', 'linecount', 'eventtype', 'tag', 'event_id', 'owner']);

type Priority = 'low' | 'medium' | 'high' | 'critical';

/** By the priority of the asset or identity; an unknown one counts as low. */
const URGENCY: Readonly<Record<Priority, Readonly<Record<Severity, Severity>>>> = {
  low: { informational: 'informational', low: 'low', medium: 'low', high: 'medium', critical: 'high' },
  medium: { informational: 'informational', low: 'low', medium: 'medium', high: 'high', critical: 'critical' },
  high: { informational: 'informational', low: 'medium', medium: 'medium', high: 'high', critical: 'critical' },
  critical: { informational: 'informational', low: 'medium', medium: 'high', high: 'critical', critical: 'critical' },
};

/** From the lowest. */
const PRIORITIES: readonly Priority[] = ['low', 'medium', 'high', 'critical'];

/** Fields that lists of assets and identities give. */
const PRIORITY_FIELDS = ['dest', 'src', 'dvc', 'user', 'src_user'].map((field) => `${field}_priority`);

function urgencyOf(severity: Severity, result: Row): Severity {
  const told = new Set(PRIORITY_FIELDS.flatMap((field) => valuesOf(result, field)));
  const priority = PRIORITIES.findLast((one) => told.has(one)) ?? 'low';
  return URGENCY[priority][severity];
}
