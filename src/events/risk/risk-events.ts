import type { JsonRecord } from '../../inputs/index.ts';
import { techniqueOf } from '../attack/attack.ts';
import type { FieldValue } from '../event.ts';
import { fieldOf } from '../fields.ts';
import type { WrittenFinding } from './written-finding.ts';

/** What a finding itself does not say of its detection and of the search. */
export interface RiskContext {
  readonly description?: string;
  readonly securityDomain?: string;
  /** When the search ran and over which range of time, in epoch seconds. */
  readonly search?: { readonly now: number; readonly earliest?: number; readonly latest?: number };
}

/** The types of detections whose publisher deploys them so that they write risk. */
const WRITES_RISK: ReadonlySet<string> = new Set(['TTP', 'Anomaly']);

/**
 * What the findings of one detection write to the risk index: an event for each of their risk objects, as a JSON object of
 * fields and texts with the row under `result`. None for detections of the types Hunting and Correlation, as their
 * publisher deploys them.
 *
 * Source: Splunk Enterprise Security, the risk adaptive response action; contentctl, annotations of a detection.
 */
export function* riskRecords(findings: readonly WrittenFinding[], context: RiskContext = {}): Generator<JsonRecord> {
  const [first] = findings;
  if (first === undefined || !WRITES_RISK.has(first.detection.type)) return;
  const shared = [...searchFields(first, context), ...annotationFields(first, context.securityDomain)];
  for (const finding of findings) {
    const own = findingFields(finding, context.search?.now);
    for (const object of finding.risk_objects) {
      yield recordOf([...shared, ...own, ...objectFields(object)], finding.result);
    }
  }
}

type Fields = readonly (readonly [name: string, value: FieldValue | undefined])[];

/** The row stands apart, so that no field of it makes the event look like one of another source. */
function recordOf(fields: Fields, result: WrittenFinding['result']): JsonRecord {
  const present = fields.filter(([, value]) => value !== undefined && value.length > 0);
  const value = Object.fromEntries<unknown>([...present, ['result', result]]);
  return { kind: 'json', offset: 0, isCut: false, text: JSON.stringify(value), value };
}

function searchFields(
  { detection, severity }: WrittenFinding,
  { description, securityDomain, search }: RiskContext,
): Fields {
  return [
    // The publisher's app saves each detection under this name.
    ['search_name', `ESCU - ${detection.name} - Rule`],
    ['savedsearch_description', description],
    ['security_domain', securityDomain],
    ['severity', severity],
    ...(search === undefined ? [] : infoFields(search)),
  ];
}

function findingFields(finding: WrittenFinding, now: number | undefined): Fields {
  const { threat_objects: threats } = finding;
  const time = timeOf(finding) ?? now;
  return [
    ['orig_time', time === undefined ? undefined : String(time)],
    ['threat_object', fieldOf(threats.map(({ value }) => value))],
    ['threat_object_type', fieldOf(threats.map(({ type }) => type))],
  ];
}

/** Source: Splunk Search Reference, addinfo. */
function infoFields({ now, earliest = 0, latest }: NonNullable<RiskContext['search']>): Fields {
  return [
    ['info_min_time', earliest.toFixed(3)],
    ['info_max_time', latest === undefined ? '+Infinity' : latest.toFixed(3)],
    ['info_search_time', now.toFixed(3)],
  ];
}

/** When the last of what was found happened: a search on a schedule would have found it right after that. */
function timeOf({ first_time: first, last_time: last }: WrittenFinding): number | undefined {
  const time = Date.parse(last ?? first ?? '') / 1000;
  return Number.isFinite(time) ? time : undefined;
}

function annotationFields(finding: WrittenFinding, securityDomain: string | undefined): Fields {
  const { mitre_attack_id: ids, analytic_story: stories, detection } = finding;
  const techniques = ids.map(techniqueOf).filter((one) => one !== undefined);
  const tactics = techniques.flatMap((technique) => technique.tactics);
  const frameworks: readonly (readonly [framework: string, values: readonly string[]])[] = [
    ['analytic_story', stories],
    ['cis20', securityDomain === undefined ? [] : [securityDomain === 'network' ? 'CIS 13' : 'CIS 10']],
    ['kill_chain_phases', [...new Set(tactics.map(({ killChainPhase }) => killChainPhase))].sort()],
    ['mitre_attack', ids],
    ['nist', [detection.type === 'TTP' ? 'DE.CM' : 'DE.AE']],
  ];
  const present = frameworks.filter(([, values]) => values.length > 0);
  return [
    ['analyticstories', fieldOf(stories)],
    ['annotations._all', fieldOf([...new Set(present.flatMap(([, values]) => values))])],
    ['annotations._frameworks', fieldOf(present.map(([framework]) => framework))],
    ...present.map(([framework, values]) => [`annotations.${framework}`, fieldOf(values)] as const),
    ['annotations.mitre_attack.mitre_technique_id', fieldOf(ids)],
    ['annotations.mitre_attack.mitre_technique', distinct(techniques.map(({ name }) => name))],
    ['annotations.mitre_attack.mitre_tactic', distinct(tactics.map(({ name }) => name))],
    ['annotations.mitre_attack.mitre_tactic_id', distinct(tactics.map(({ id }) => id))],
  ];
}

/** Without factors of risk, which only Enterprise Security has, the score stays what it is. */
function objectFields({ type, value, score, message }: WrittenFinding['risk_objects'][number]): Fields {
  return [
    ['risk_object', value],
    ['risk_object_type', type],
    ['normalized_risk_object', value.toLowerCase()],
    ['risk_score', String(score)],
    ['risk_factor_add', '0'],
    ['risk_factor_mult', '1'],
    ['calculated_risk_score', String(score)],
    ['risk_message', message],
  ];
}

function distinct(values: readonly string[]): FieldValue | undefined {
  return fieldOf([...new Set(values)]);
}
