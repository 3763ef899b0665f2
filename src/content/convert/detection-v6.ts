import type { DetectionType } from '../content.ts';
import { keepOnly } from './detection-v5.ts';
import type { ConvertDecision, MappingEditor } from './edit.ts';

/** Keys of a detection of ESCU 6, in the order of published files. */
const KEYS = [
  'name',
  'id',
  'version',
  'creation_date',
  'modification_date',
  'author',
  'status',
  'deprecation_info',
  'type',
  'description',
  'data_source',
  'search',
  'how_to_implement',
  'known_false_positives',
  'references',
  'schedule',
  'custom_schedule',
  'drilldown_searches',
  'finding',
  'intermediate_findings',
  'threat_objects',
  'analytic_story',
  'baselines',
  'asset_type',
  'atomic_guid',
  'mitre_attack_id',
  'cve',
  'threat_group',
  'product',
  'category',
  'security_domain',
  'tests',
];

/** What stood in `tags` and stands at the top since ESCU 6. */
const FROM_TAGS: readonly (readonly [from: string, to: string])[] = [
  ['analytic_story', 'analytic_story'],
  ['asset_type', 'asset_type'],
  ['atomic_guid', 'atomic_guid'],
  ['mitre_attack_id', 'mitre_attack_id'],
  ['cve', 'cve'],
  ['group', 'threat_group'],
  ['product', 'product'],
  ['security_domain', 'security_domain'],
];

const CATEGORIES = ['application', 'cloud', 'endpoint', 'network', 'web', 'deprecated'];

const PRODUCTS = ['Splunk Enterprise', 'Splunk Enterprise Security', 'Splunk Cloud'];

/** A risk object with its message. */
interface Entity {
  readonly field: string;
  readonly type: string;
  readonly score: number;
  readonly message: string;
}

/**
 * A detection of ESCU 5 in the form of ESCU 6.
 *
 * @param folders those that the file lies in, outermost first: the nearest one that is a category is the detection's
 */
export function detectionToV6(
  detection: MappingEditor,
  folders: readonly string[],
  decisions: ConvertDecision[],
): void {
  setDates(detection, decisions);
  setRisk(detection, decisions);
  setTests(detection, decisions);
  const tags = detection.below('tags');
  for (const [from, to] of FROM_TAGS) tags?.move(from, detection, to);
  for (const key of tags?.keys() ?? []) {
    if (key === 'manual_test') continue;
    decisions.push({ kind: 'dropped', key: `tags.${key}`, message: 'the format has no such key' });
  }
  detection.remove('tags');
  setProducts(detection, decisions);
  setCategory(detection, folders, decisions);
  for (const drilldown of detection.each('drilldown_searches')) {
    for (const key of ['earliest_offset', 'latest_offset']) drilldown.set(key, String(drilldown.get(key) ?? '0'));
  }
  trimSearch(detection, decisions);
  if (detection.get('status') === 'deprecated' && !detection.has('deprecation_info')) {
    decisions.push({
      kind: 'open',
      key: 'deprecation_info',
      message: 'a deprecated detection says since when, why and what replaces it',
    });
  }
  keepOnly(detection, KEYS, '', decisions);
  detection.order(KEYS);
}

function setDates(detection: MappingEditor, decisions: ConvertDecision[]): void {
  const date = detection.get('date');
  if (date === undefined) return;
  detection.rename('date', 'modification_date');
  if (!detection.has('creation_date')) {
    detection.set('creation_date', date);
    decisions.push({
      kind: 'chosen',
      key: 'creation_date',
      message: 'the date of the last change: the file does not say when it was made',
    });
  }
  if (detection.get('version') === 0) {
    detection.set('version', 1);
    decisions.push({ kind: 'chosen', key: 'version', message: 'versions begin with 1' });
  }
}

/** Which of the risk objects is the finding's entity. Source: content-format of ESCU 6, the migration of its publisher. */
function setRisk(detection: MappingEditor, decisions: ConvertDecision[]): void {
  const type = String(detection.get('type')) as DetectionType;
  const rba = detection.below('rba');
  const message = String(rba?.get('message') ?? '');
  const entities = (rba?.each('risk_objects') ?? []).map((object): Entity => {
    return {
      field: String(object.get('field')),
      type: String(object.get('type')),
      score: Number(object.get('score')),
      message,
    };
  });
  const threats = rba?.get('threat_objects');
  detection.remove('rba');
  switch (type) {
    case 'TTP':
      setFinding(detection, message, entities, decisions);
      break;
    case 'Anomaly':
      setIntermediate(detection, entities);
      break;
    case 'Correlation':
      if (entities.length > 0) setFinding(detection, message, entities.slice(0, 1), decisions);
      else
        decisions.push({
          kind: 'open',
          key: 'finding',
          message: 'a Correlation needs a finding, and the file names no entity',
        });
      break;
    case 'Hunting':
      break;
    default:
      decisions.push({ kind: 'open', key: 'type', message: `there is no type "${type}"` });
  }
  if (type !== 'Hunting' && Array.isArray(threats) && threats.length > 0) detection.set('threat_objects', threats);
  if (message !== '' && (message.split('$').length - 1) % 2 === 1) {
    decisions.push({ kind: 'open', key: 'finding.title', message: 'the message has an odd number of "$"' });
  } else if (message !== '' && !/\$[^\s$]+\$/.test(message)) {
    decisions.push({
      kind: 'open',
      key: 'finding.title',
      message: 'the message has no token, and at least one is needed',
    });
  }
}

function setFinding(
  detection: MappingEditor,
  title: string,
  entities: readonly Entity[],
  decisions: ConvertDecision[],
): void {
  const users = entities.filter(({ type }) => type === 'user');
  const highest = entities.reduce<Entity | undefined>(
    (best, one) => (best && best.score >= one.score ? best : one),
    undefined,
  );
  const chosen = users.length === 1 ? users[0] : (users[0] ?? highest);
  if (chosen === undefined) {
    decisions.push({
      kind: 'open',
      key: 'finding',
      message: 'a TTP needs a finding, and the file names no risk object',
    });
    return;
  }
  if (users.length > 1) {
    decisions.push({
      kind: 'chosen',
      key: 'finding.entity',
      message: `"${chosen.field}", the first of ${users.length} users`,
    });
  } else if (users.length === 0 && entities.length > 1) {
    decisions.push({
      kind: 'chosen',
      key: 'finding.entity',
      message: `"${chosen.field}", which has the highest score: there is no user`,
    });
  } else {
    decisions.push({
      kind: 'changed',
      key: 'finding.entity',
      message: `"${chosen.field}", the ${users.length === 1 ? 'user' : 'only risk object'}`,
    });
  }
  detection.set('finding', { title, entity: { field: chosen.field, type: chosen.type, score: chosen.score } });
  setIntermediate(
    detection,
    entities.filter((one) => one !== chosen),
  );
}

function setIntermediate(detection: MappingEditor, entities: readonly Entity[]): void {
  if (entities.length > 0) detection.set('intermediate_findings', { entities });
}

/** Tests of a detection that is tested by hand become experimental ones, which say why. */
function setTests(detection: MappingEditor, decisions: ConvertDecision[]): void {
  const reason = detection.below('tags')?.get('manual_test');
  for (const test of detection.each('tests')) {
    for (const data of test.each('attack_data')) {
      data.rename('custom_index', 'index');
      keepOnly(data, ['data', 'source', 'sourcetype', 'index'], 'tests.attack_data.', decisions);
    }
    test.set('test_type', reason === undefined ? 'unit' : 'experimental');
    if (reason !== undefined) test.set('description', String(reason));
  }
  if (reason === undefined) return;
  if (!detection.has('tests')) {
    detection.set('tests', [{ test_type: 'experimental', name: 'Manual Test', description: String(reason) }]);
  }
  decisions.push({
    kind: 'changed',
    key: 'tests',
    message: 'tested by hand: its tests are experimental and carry the reason',
  });
}

/** The list has one value since ESCU 6. */
function setProducts(detection: MappingEditor, decisions: ConvertDecision[]): void {
  const products = detection.get('product');
  if (Array.isArray(products) && products.length === PRODUCTS.length && PRODUCTS.every((one) => products.includes(one)))
    return;
  detection.set('product', PRODUCTS);
  decisions.push({ kind: 'chosen', key: 'product', message: 'the three products that every detection has' });
}

function setCategory(detection: MappingEditor, folders: readonly string[], decisions: ConvertDecision[]): void {
  const category = folders.findLast((folder) => CATEGORIES.includes(folder));
  if (category !== undefined) detection.set('category', category);
  else
    decisions.push({
      kind: 'open',
      key: 'category',
      message: `the file lies in no folder that is one: ${CATEGORIES.join(', ')}`,
    });
}

function trimSearch(detection: MappingEditor, decisions: ConvertDecision[]): void {
  const search = String(detection.get('search') ?? '');
  if (search === search.trim()) return;
  detection.set('search', search.trim());
  decisions.push({ kind: 'changed', key: 'search', message: 'blanks around it are gone' });
}
