import { isIP } from 'node:net';
import type { Severity } from '../../content/index.ts';
import { type Technique, techniqueOf } from '../../events/index.ts';
import type { Finding, FindingEvent, FindingThreatObject } from '../finding.ts';
import { detectionKey, openFindingIds } from '../identity.ts';
import type { FindingFormat, FindingRenderer, RenderOptions } from './format.ts';
import { type Instants, instantsOf } from './instants.ts';

/**
 * One OCSF Detection Finding a line.
 *
 * Source: Open Cybersecurity Schema Framework 1.5.0, class 2004.
 */
export const ocsf: FindingFormat = {
  summary: 'OCSF 1.5 Detection Findings, one JSON object a line',
  findings: renderDetectionFindings,
};

function renderDetectionFindings(options: RenderOptions): FindingRenderer {
  const idOf = openFindingIds();
  return {
    write: (finding) => `${JSON.stringify(detectionFinding(finding, idOf(finding), instantsOf(finding, options)))}\n`,
    end: () => '',
  };
}

const SEVERITIES: Readonly<Record<Severity, { readonly id: number; readonly caption: string }>> = {
  informational: { id: 1, caption: 'Informational' },
  low: { id: 2, caption: 'Low' },
  medium: { id: 3, caption: 'Medium' },
  high: { id: 4, caption: 'High' },
  critical: { id: 5, caption: 'Critical' },
};

function detectionFinding(finding: Finding, uid: string, instants: Instants): object {
  const severity = SEVERITIES[finding.severity];
  const [start, end] = [milliseconds(instants.first), milliseconds(instants.last)];
  return {
    activity_id: 1,
    activity_name: 'Create',
    category_uid: 2,
    category_name: 'Findings',
    class_uid: 2004,
    class_name: 'Detection Finding',
    type_uid: 200401,
    type_name: 'Detection Finding: Create',
    time: end,
    ...(instants.isOwn ? { start_time: start, end_time: end } : {}),
    severity_id: severity.id,
    severity: severity.caption,
    status_id: 1,
    status: 'New',
    message: finding.message,
    metadata: { version: '1.5.0', uid, product: { name: 'karst', vendor_name: 'karst' } },
    finding_info: findingInfo(finding, uid, instants),
    risk_score: finding.risk_score,
    ...filled('resources', resourcesOf(finding)),
    ...filled('observables', observablesOf(finding)),
    evidences: [{ data: finding.result }, ...(finding.events ?? []).map(evidenceOf)],
    unmapped: {
      analytic_story: finding.analytic_story,
      risk_objects: finding.risk_objects,
      threat_objects: finding.threat_objects,
    },
  };
}

function findingInfo(finding: Finding, uid: string, { first, last, isOwn }: Instants): object {
  const { detection, message } = finding;
  return {
    uid,
    title: detection.name,
    desc: message,
    ...(isOwn ? { first_seen_time: milliseconds(first), last_seen_time: milliseconds(last) } : {}),
    analytic: {
      uid: detectionKey(detection),
      name: detection.name,
      type_id: 1,
      type: 'Rule',
      category: detection.type,
      ...(detection.version === null ? {} : { version: String(detection.version) }),
    },
    ...filled(
      'attacks',
      finding.mitre_attack_id.flatMap((id) => attacksOf(id, techniqueOf(id))),
    ),
  };
}

/** One for each tactic that a technique serves. */
function attacksOf(id: string, technique: Technique | undefined): readonly object[] {
  const [parentId = id, part] = id.split('.');
  const parent = part === undefined ? technique : techniqueOf(parentId);
  const named = {
    version: '18.1',
    technique: { uid: parentId, ...(parent === undefined ? {} : { name: parent.name }) },
    ...(part === undefined ? {} : { sub_technique: { uid: id, ...(technique ? { name: technique.name } : {}) } }),
  };
  if (technique === undefined) return [named];
  return technique.tactics.map((tactic) => ({ ...named, tactic: { uid: tactic.id, name: titleOf(tactic.name) } }));
}

/** As ATT&CK writes it: `Command and Control`. */
function titleOf(tactic: string): string {
  const words = tactic.split('-');
  return words.map((word) => (word === 'and' ? word : word.charAt(0).toUpperCase() + word.slice(1))).join(' ');
}

function resourcesOf({ risk_objects }: Finding): readonly object[] {
  return risk_objects.map(({ type, value, score }) => ({ name: value, type, data: { risk_score: score } }));
}

/** Whatever its type is called. */
const IP_ADDRESS = [/^/, 2, 'IP Address'] as const;

/** What kind of observable an object is, by words of its type. The first that fits counts. */
const OBSERVABLES: readonly (readonly [word: RegExp, typeId: number, type: string])[] = [
  [/^(?:system|endpoint|host|hostname|dest|device)$/, 1, 'Hostname'],
  [/^(?:user|user_name|username|identity)$/, 4, 'User Name'],
  [/^(?:email|email_address)$/, 5, 'Email Address'],
  [/^(?:url|uri)$/, 6, 'URL String'],
  [/^(?:file|file_name|file_path)$/, 7, 'File Name'],
  [/^(?:file_hash|hash)$/, 8, 'Hash'],
  [/^(?:process_name|parent_process_name)$/, 9, 'Process Name'],
];

function observablesOf({ risk_objects, threat_objects }: Finding): readonly object[] {
  return [
    ...risk_objects.map((object, index) => observable(`resources[${index}].name`, object)),
    ...threat_objects.map((object) => observable(`evidences[0].data.${object.field}`, object)),
  ];
}

function observable(name: string, { field, type, value }: FindingThreatObject): object {
  const [, typeId = 99, caption = type] = isIP(value) === 0 ? (kindOf(field, type) ?? []) : IP_ADDRESS;
  return { name, value, type_id: typeId, type: caption };
}

function kindOf(field: string, type: string): (typeof OBSERVABLES)[number] | undefined {
  // Content calls the name of a process a process too: the field tells which it is.
  const kind = type === 'process' && field.endsWith('process_name') ? 'process_name' : type;
  return OBSERVABLES.find(([word]) => word.test(kind.toLowerCase().replaceAll(' ', '_')));
}

function evidenceOf({ file, record, time, host, source, sourcetype, raw }: FindingEvent): object {
  return { data: { file, record, time: milliseconds(time), host, source, sourcetype, raw } };
}

function filled(name: string, values: readonly unknown[]): object {
  return values.length === 0 ? {} : { [name]: values };
}

function milliseconds(seconds: number): number {
  return Math.round(seconds * 1000);
}
