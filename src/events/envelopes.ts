import { type JsonRecord, type LogRecord, readRecord, type TextRecord } from '../inputs/index.ts';
import { elementsOf } from './extract/json-text.ts';
import { splitDelimited } from './extract/table.ts';
import { riskRecords } from './risk/risk-events.ts';
import { writtenFinding } from './risk/written-finding.ts';

/**
 * The records inside a record that only carries them: exports and shippers put many events into one object, or one event
 * into the text of another. Any other record is given back as it is.
 */
export function unwrapRecord(record: LogRecord): readonly LogRecord[] {
  switch (record.kind) {
    case 'json':
      return unwrapJson(record);
    case 'text':
      return [unwrapRow(record)];
    default:
      return [record];
  }
}

function unwrapJson(record: JsonRecord): readonly LogRecord[] {
  const finding = writtenFinding(record.value);
  if (finding !== undefined) return unwrapFinding(record, [...riskRecords([finding])]);
  const key = arrayKey(record.value);
  const elements = key === undefined ? undefined : elementsOf(record.text, key);
  if (elements !== undefined) return elements.map((text) => readRecord(text, record.offset));
  const messages = messagesOf(record.value);
  return messages === undefined ? [record] : messages.map((text) => readRecord(text, record.offset));
}

/** A finding is the risk that it writes; one that writes none stays what it is. */
function unwrapFinding({ offset, isCut, ...record }: JsonRecord, risk: readonly JsonRecord[]): readonly LogRecord[] {
  return (risk.length === 0 ? [record] : risk).map((one) => ({ ...one, offset, isCut }));
}

/** The key of an array of events: CloudTrail's, Azure's, that of the OData services, of Google's and Kubernetes' lists. */
function arrayKey(value: JsonRecord['value']): string | undefined {
  if (holdsObjects(value['Records'])) return 'Records';
  if (holdsObjects(value['records'])) return 'records';
  if (typeof value['@odata.context'] === 'string' && holdsObjects(value['value'])) return 'value';
  const { kind } = value;
  const isList = typeof kind === 'string' && (kind === 'admin#reports#activities' || kind.endsWith('List'));
  return isList && holdsObjects(value['items']) ? 'items' : undefined;
}

/** The texts that an object carries: exports of Splunk, log groups of CloudWatch, what Beats ship. */
function messagesOf(value: JsonRecord['value']): readonly string[] | undefined {
  const { result, logEvents, message } = value;
  if (isObject(result) && typeof result['_raw'] === 'string') return [result['_raw']];
  if (Array.isArray(logEvents) && typeof value['logGroup'] === 'string') {
    const messages = logEvents.map((one: unknown) => (isObject(one) ? one['message'] : undefined));
    if (messages.every((one) => typeof one === 'string')) return messages;
  }
  const isShipped = typeof value['@timestamp'] === 'string' && (isObject(value['agent']) || isObject(value['beat']));
  return isShipped && typeof message === 'string' && !isObject(value['winlog']) ? [message] : undefined;
}

/** The event in the column `_raw`, as Splunk exports its tables. */
function unwrapRow(record: TextRecord): LogRecord {
  const { header, text, offset } = record;
  const column = header?.names.indexOf('_raw') ?? -1;
  if (header === undefined || column === -1) return record;
  const raw = splitDelimited(text, header.separator)[column];
  return raw === undefined || raw === '' ? record : readRecord(raw, offset);
}

function holdsObjects(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isObject);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
