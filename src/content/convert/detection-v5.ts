import type { DetectionType, Risk } from '../content.ts';
import { defaultDrilldowns } from '../default-drilldowns.ts';
import { THREAT_OBJECT_TYPES } from '../threat-types.ts';
import type { ConvertDecision, MappingEditor } from './edit.ts';

/** Keys of a detection of ESCU 5, in the order of published files. */
const KEYS = [
  'name',
  'id',
  'version',
  'date',
  'author',
  'status',
  'type',
  'description',
  'explanation',
  'data_source',
  'search',
  'how_to_implement',
  'known_false_positives',
  'enabled_by_default',
  'references',
  'drilldown_searches',
  'rba',
  'deployment',
  'tags',
  'tests',
];

const TAGS = [
  'analytic_story',
  'group',
  'asset_type',
  'atomic_guid',
  'mitre_attack_id',
  'product',
  'security_domain',
  'cve',
  'throttling',
  'manual_test',
  'research_site_url',
  'event_schema',
  'mappings',
];

const ATTACK_DATA = ['data', 'source', 'sourcetype', 'custom_index', 'host'];

const THREAT_TYPES: ReadonlySet<string> = new Set(THREAT_OBJECT_TYPES);

/** What types of observables that had no counterpart are called since ESCU 5. */
const THREAT_TYPES_SINCE: Readonly<Record<string, string>> = {
  'registry key': 'registry_path',
  'registry value': 'registry_value_text',
  'email address': 'email_address',
  email: 'email_address',
  hostname: 'system',
  endpoint: 'system',
  device: 'system',
  'uniform resource locator': 'url',
};

/** A detection of ESCU 4 in the form of ESCU 5. `risk` is what its observables come to. */
export function detectionToV5(detection: MappingEditor, risk: Risk, decisions: ConvertDecision[]): void {
  const type = String(detection.get('type')) as DetectionType;
  setRba(detection, type, risk, decisions);
  if (type !== 'Hunting' && detection.get('status') === 'production') setDrilldowns(detection, risk, decisions);
  keepOnly(detection, KEYS, '', decisions);
  const tags = detection.below('tags');
  if (tags !== undefined) {
    keepOnly(tags, TAGS, 'tags.', decisions);
    dropParents(tags, decisions);
    for (const key of ['analytic_story', 'cve', 'product', 'mitre_attack_id']) dropRepeated(tags, key, decisions);
  }
  for (const test of detection.each('tests')) {
    keepOnly(test, ['name', 'attack_data'], 'tests.', decisions);
    for (const data of test.each('attack_data')) {
      if (data.has('index') && !data.has('custom_index')) data.rename('index', 'custom_index');
      keepOnly(data, ATTACK_DATA, 'tests.attack_data.', decisions);
    }
  }
  detection.order(KEYS);
}

function setRba(detection: MappingEditor, type: DetectionType, risk: Risk, decisions: ConvertDecision[]): void {
  const tags = detection.below('tags');
  for (const key of ['observable', 'message', 'confidence', 'impact', 'risk_score', 'required_fields'])
    tags?.remove(key);
  if (type === 'Hunting' || type === 'Correlation') {
    if (risk.message === '') return;
    decisions.push({
      kind: 'dropped',
      key: 'tags.observable',
      message: `${type} detections have no risk since ESCU 5: its message, score and observables are gone`,
    });
    return;
  }
  detection.set('rba', {
    message: risk.message,
    risk_objects: risk.riskObjects.map(({ field, type: kind, score }) => ({
      field,
      type: kind,
      score: scoreInRange(score, decisions),
    })),
    threat_objects: threatObjects(risk, decisions),
  });
  decisions.push({
    kind: 'changed',
    key: 'rba',
    message: `victims became risk objects with the score ${risk.score} (confidence × impact / 100), attackers threat objects`,
  });
  for (const { field, type: kind } of risk.riskObjects) {
    if (kind !== 'other') continue;
    decisions.push({
      kind: 'open',
      key: 'rba.risk_objects',
      message: `"${field}" is of type other: the importer of the publisher knows no user or system in its type`,
    });
  }
  if (risk.riskObjects.length === 0) {
    decisions.push({
      kind: 'open',
      key: 'rba.risk_objects',
      message: 'it names no victim, and one risk object is needed',
    });
  }
}

/** Scores go from 1 since ESCU 5. */
function scoreInRange(score: number, decisions: ConvertDecision[]): number {
  if (score >= 1) return score;
  decisions.push({
    kind: 'chosen',
    key: 'rba.risk_objects.score',
    message: 'the score 0 became 1, the lowest there is',
  });
  return 1;
}

function threatObjects(
  risk: Risk,
  decisions: ConvertDecision[],
): readonly { readonly field: string; readonly type: string }[] {
  return risk.threatObjects.flatMap(({ field, type }) => {
    if (THREAT_TYPES.has(type)) return [{ field, type }];
    const since = THREAT_TYPES_SINCE[type];
    if (since !== undefined) {
      decisions.push({
        kind: 'chosen',
        key: 'rba.threat_objects',
        message: `"${field}" of type ${type} became ${since}`,
      });
      return [{ field, type: since }];
    }
    decisions.push({
      kind: 'dropped',
      key: 'rba.threat_objects',
      message: `"${field}" is of type ${type}, which no threat object can be`,
    });
    return [];
  });
}

/** The two searches that production detections need. */
function setDrilldowns(detection: MappingEditor, risk: Risk, decisions: ConvertDecision[]): void {
  if (detection.has('drilldown_searches') || risk.riskObjects.length === 0) return;
  const searches = defaultDrilldowns(risk.riskObjects.map(({ field }) => field));
  detection.set(
    'drilldown_searches',
    searches.map(({ name, search, earliest, latest }) => ({
      name,
      search,
      earliest_offset: earliest ?? null,
      latest_offset: latest ?? null,
    })),
  );
  decisions.push({ kind: 'chosen', key: 'drilldown_searches', message: 'the two that its risk objects give' });
}

/** A technique does not stand beside one of its own sub-techniques. */
function dropParents(tags: MappingEditor, decisions: ConvertDecision[]): void {
  const ids = tags.get('mitre_attack_id');
  if (!Array.isArray(ids)) return;
  const isParent = (id: unknown): boolean => ids.some((other) => String(other).startsWith(`${String(id)}.`));
  const parents = ids.filter(isParent);
  if (parents.length === 0) return;
  tags.set(
    'mitre_attack_id',
    ids.filter((id) => !isParent(id)),
  );
  const message = `${[...new Set(parents)].join(', ')}: a sub-technique of it is named too`;
  decisions.push({ kind: 'dropped', key: 'tags.mitre_attack_id', message });
}

function dropRepeated(tags: MappingEditor, key: string, decisions: ConvertDecision[]): void {
  const values = tags.get(key);
  if (!Array.isArray(values) || new Set(values).size === values.length) return;
  tags.set(key, [...new Set(values)]);
  decisions.push({ kind: 'changed', key: `tags.${key}`, message: 'what it named twice it names once' });
}

/** Unknown keys are errors since ESCU 5. */
export function keepOnly(
  mapping: MappingEditor,
  keys: readonly string[],
  path: string,
  decisions: ConvertDecision[],
): void {
  for (const key of mapping.keys()) {
    if (keys.includes(key)) continue;
    mapping.remove(key);
    decisions.push({ kind: 'dropped', key: `${path}${key}`, message: 'the format has no such key' });
  }
}
