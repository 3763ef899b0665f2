import type { FieldValue } from '../../event.ts';

interface Answer {
  /** The number of the record's type; undefined for an address that is written without it. */
  readonly type: string | undefined;
  readonly value: string;
}

/** Names of DNS record types by number. Source: IANA, DNS resource record types. */
const RECORD_TYPES: ReadonlyMap<string, string> = new Map([
  ['1', 'A'],
  ['2', 'NS'],
  ['5', 'CNAME'],
  ['6', 'SOA'],
  ['12', 'PTR'],
  ['15', 'MX'],
  ['16', 'TXT'],
  ['28', 'AAAA'],
  ['33', 'SRV'],
  ['64', 'SVCB'],
  ['65', 'HTTPS'],
  ['255', 'ANY'],
]);

/** Every value in Sysmon's QueryResults: `type:  5 a.example;::ffff:192.0.2.1;`. A lone hyphen holds none. */
export function answersOf(results: string | undefined): FieldValue | undefined {
  return fieldValue(parse(results).map(({ value }) => value));
}

/** The record types of the answers, by number, where Sysmon writes them. */
export function recordTypesOf(results: string | undefined): FieldValue | undefined {
  return fieldValue(parse(results).flatMap(({ type }) => type ?? []));
}

/** The record types of the answers, by name. */
export function recordTypeNames(results: string | undefined): FieldValue | undefined {
  return fieldValue(parse(results).flatMap(({ type }) => (type === undefined ? [] : (RECORD_TYPES.get(type) ?? type))));
}

/** Each answer ends with a semicolon; what follows the last one is not an answer. */
function parse(results: string | undefined): Answer[] {
  if (results === undefined) return [];
  return results.split(';').slice(0, -1).flatMap(answerOf);
}

function answerOf(item: string): Answer[] {
  if (!item.startsWith('type:')) return item === '' ? [] : [{ type: undefined, value: item }];
  const [, type, value = ''] = /^type:\s+(\d+)\s+(.*)$/s.exec(item) ?? [];
  return value === '' ? [] : [{ type, value }];
}

function fieldValue(values: readonly string[]): FieldValue | undefined {
  return values.length > 1 ? values : values[0];
}
