import type { Row, Value } from '../language/index.ts';
import { nearest } from '../shared/nearest.ts';
import { Problem } from '../shared/problem.ts';
import type { Finding } from './finding.ts';

/** What may be asked for of a finding, beside `result.` and the name of any field of the results. */
const FIELDS = [
  'schema',
  ...['name', 'id', 'version', 'type', 'file', 'security_domain'].map((key) => `detection.${key}`),
  'severity',
  'risk_score',
  ...['field', 'type', 'value', 'score', 'message'].map((key) => `risk_objects.${key}`),
  ...['field', 'type', 'value'].map((key) => `threat_objects.${key}`),
  'message',
  'mitre_attack_id',
  'analytic_story',
  'first_time',
  'last_time',
  'events_total',
  ...['file', 'record', 'time', 'host', 'source', 'sourcetype', 'raw'].map((key) => `events.${key}`),
];

const RESULT = 'result.';

/**
 * Reads `first_time,detection.name,result.dest`. What stands behind `result.` is the name of a field, dots and all.
 *
 * @throws Problem CLI001 for what a finding does not have, or has twice in the list
 */
export function parseFields(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  for (const [at, name] of names.entries()) {
    if (names.indexOf(name) !== at) throw new Problem('CLI001', `the field "${name}" stands twice in --fields`);
    if (FIELDS.includes(name) || (name.startsWith(RESULT) && name.length > RESULT.length)) continue;
    throw unknownField(name);
  }
  return names;
}

function unknownField(name: string): Problem {
  const below = name === 'result' ? ['result.FIELD'] : FIELDS.filter((field) => field.startsWith(`${name}.`));
  const near = nearest(name, FIELDS);
  const known = `there are ${FIELDS.join(', ')} and result.FIELD`;
  const meant = near === undefined ? known : `did you mean "${near}"?`;
  const hint = name !== '' && below.length > 0 ? `name one of ${below.join(', ')}` : meant;
  return new Problem('CLI001', `a finding has no field "${name}"`, { hint });
}

/** The fields of a finding as a row with their names. Those of lists are lists; what is absent or null has no key. */
export function rowOfFields(finding: Finding, fields: readonly string[]): Row {
  const row: Record<string, Value> = {};
  for (const name of fields) {
    const value = name.startsWith(RESULT) ? own(finding.result, name.slice(RESULT.length)) : valueAt(finding, name);
    if (isValue(value)) row[name] = value;
  }
  return row;
}

function valueAt(finding: Finding, name: string): unknown {
  const [key = '', below] = name.split('.', 2);
  const value = own(finding, key);
  if (below === undefined) return value;
  return Array.isArray(value) ? value.map((one) => String(own(one, below))) : own(value, below);
}

function own(object: unknown, key: string): unknown {
  const isObject = typeof object === 'object' && object !== null;
  return isObject && Object.hasOwn(object, key) ? (object as Readonly<Record<string, unknown>>)[key] : undefined;
}

function isValue(value: unknown): value is Value {
  return typeof value === 'string' || typeof value === 'number' || Array.isArray(value);
}
