import type { JsonRecord, LogRecord } from '../../inputs/index.ts';
import type { FieldValue } from '../event.ts';
import { type PairFormat, pairsOf } from '../extract/pairs.ts';
import { type EventFields, fieldOf } from '../fields.ts';
import { writtenFinding } from '../risk/written-finding.ts';
import { defineSource, type EventReader, extractAutomatically, type Recognition } from './define.ts';
import { hasKeys, matches } from './recognise.ts';

/**
 * What findings leave behind: events of the risk index, as karst writes them and as Enterprise Security does, and
 * findings that write no risk.
 */
export const karstFindings = defineSource({
  name: 'karst-findings',
  title: 'Findings and risk',
  basis: 'the findings that karst hunt writes; Splunk Enterprise Security 7, events of the risk index',
  sourcetypes: ['stash', 'karst:finding'],
  recognise,
  extract,
  timestamp: (event) => STASH_TIME.exec(event.raw)?.[0] ?? event.text('orig_time') ?? findingTime(event),
  eventTypes: [{ name: 'risk', tags: ['risk'], when: (event) => event.text('risk_object') !== undefined }],
});

/** An event of a summary index begins with its time. */
const STASH_TIME = /^\d{1,11}(?:\.\d{1,9})?(?=, )/;

/** Names and values as commands that write to a summary index put them: quotation marks in values are escaped. */
const STASH_PAIRS: PairFormat = { inNames: '.:{}-', isSpaced: false, hasEscapes: true, ends: ',' };

function recognise(record: LogRecord): Recognition | undefined {
  const reason = 'an event of the risk index';
  if (hasKeys(record, 'search_name', 'risk_object', 'risk_object_type', 'risk_score')) {
    return recognised(record.kind === 'json' ? record.value['search_name'] : undefined, reason);
  }
  if (matches(record, STASH_TIME) && matches(record, /(?:^|, )risk_object="/)) {
    const [, name] = /(?:^|, )search_name="([^"\\]*)"/.exec(record.kind === 'text' ? record.text : '') ?? [];
    return recognised(name, reason);
  }
  const isFinding = record.kind === 'json' && writtenFinding(record.value) !== undefined;
  return isFinding ? { reason: 'a finding that writes no risk', sourcetype: 'karst:finding' } : undefined;
}

/** The source of a risk event is the name of the search behind it. */
function recognised(searchName: unknown, reason: string): Recognition {
  const hasName = typeof searchName === 'string' && searchName !== '';
  return { reason, index: 'risk', ...(hasName && { source: searchName }) };
}

function extract(fields: EventFields, record: LogRecord): void {
  if (record.kind === 'text') addStash(fields, record.text);
  else if (record.kind === 'json' && hasKeys(record, 'risk_object')) addRisk(fields, record.value);
  else extractAutomatically(fields, record);
}

function addStash(fields: EventFields, text: string): void {
  for (const { name, value, quote } of pairsOf(text, STASH_PAIRS)) {
    if (quote === '"') fields.add(name, value.replace(/\\(["\\])/g, '$1'));
  }
}

function addRisk(fields: EventFields, { result, ...own }: JsonRecord['value']): void {
  if (typeof result === 'object' && result !== null) addRow(fields, Object.entries(result));
  for (const [name, value] of Object.entries(own)) fields.set(name, fieldValue(value));
}

/** Fields that every event has of its own: those of the row are kept beside them, as Splunk does. */
const OWN_FIELDS: ReadonlySet<string> = new Set([
  ...['host', 'source', 'sourcetype', 'index', 'splunk_server', 'tag', 'eventtype', 'punct', 'linecount', 'timestamp'],
]);

function addRow(fields: EventFields, row: readonly (readonly [name: string, value: unknown])[]): void {
  for (const [name, value] of row) {
    if (!name.startsWith('_')) fields.set(OWN_FIELDS.has(name) ? `orig_${name}` : name, fieldValue(value));
  }
}

/** What a field holds that has a value of JSON; undefined for what is absent. */
function fieldValue(value: unknown): FieldValue | undefined {
  if (Array.isArray(value)) return fieldOf(value.map(textOf).filter((one) => one !== ''));
  return textOf(value);
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? '' : JSON.stringify(value);
}

function findingTime(event: EventReader): string | undefined {
  return event.text('last_time') ?? event.text('first_time');
}
