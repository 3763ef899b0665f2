import { type LogRecord, readRecord } from '../../inputs/index.ts';
import { assertNever } from '../../shared/problem.ts';
import { addJsonFields } from '../extract/json-fields.ts';
import { addKeyValueFields, cleanName } from '../extract/key-value.ts';
import { addTableFields, splitDelimited } from '../extract/table.ts';
import { EventFields } from '../fields.ts';
import type { Pattern } from './pattern.ts';

/** A step of extraction from the text of the event, or from a field (`from`). */
export type ExtractionRule = { readonly from?: string } & (
  | { readonly kind: 'regex'; readonly pattern: Pattern; readonly isRepeated: boolean }
  | { readonly kind: 'json' }
  | { readonly kind: 'key_value'; readonly delimiter?: string; readonly assign?: string }
  | { readonly kind: 'csv'; readonly delimiter: string; readonly columns?: readonly string[] }
);

/** Matches of one pattern in one event. */
const MAX_MATCHES = 10_000;
/** Values deeper than that give no fields: reading them recurses. */
const MAX_DEPTH = 500;

/** Adds the fields that a step finds; those that are there already are kept. */
export function addStep(fields: EventFields, record: LogRecord, rule: ExtractionRule): void {
  const found = new EventFields();
  if (rule.from === undefined) addFrom(found, record, rule);
  else for (const text of valuesOf(fields, rule.from)) addFrom(found, readRecord(text, record.offset), rule);
  // An empty value is a field in JSON alone; elsewhere `set` passes it over.
  for (const [name, value] of found) if (!fields.has(name)) keep(fields, name, value);
}

/** The text of a record. */
function textOf(record: LogRecord): string {
  return record.kind === 'windows-event' ? record.event.xml() : record.text;
}

function addFrom(fields: EventFields, record: LogRecord, rule: ExtractionRule): void {
  switch (rule.kind) {
    case 'regex':
      for (const { named } of rule.pattern.find(textOf(record), rule.isRepeated ? MAX_MATCHES : 1)) {
        for (const [name, text] of named) fields.add(name, text);
      }
      return;
    case 'json':
      if (record.kind === 'json' && !isDeep(record.text)) addJsonFields(fields, record.text);
      return;
    case 'key_value':
      if (rule.delimiter === undefined && rule.assign === undefined) addKeyValueFields(fields, textOf(record));
      else addPairs(fields, textOf(record), rule.delimiter ?? ' ', rule.assign ?? '=');
      return;
    case 'csv':
      addCells(fields, record, rule.delimiter, rule.columns);
      return;
    default:
      assertNever(rule);
  }
}

function addPairs(fields: EventFields, text: string, delimiter: string, assign: string): void {
  for (const pair of text.split(delimiter)) {
    const at = pair.indexOf(assign);
    if (at === -1) continue;
    const name = cleanName(pair.slice(0, at).trim());
    const value = pair.slice(at + assign.length).trim();
    if (name !== '' && !fields.has(name)) fields.set(name, value.replace(/^"(.*)"$/s, '$1'));
  }
}

function addCells(
  fields: EventFields,
  record: LogRecord,
  delimiter: string,
  columns: readonly string[] | undefined,
): void {
  if (columns === undefined) {
    if (record.kind === 'text' && record.header !== undefined) addTableFields(fields, record.text, record.header);
    return;
  }
  const cells = splitDelimited(textOf(record), delimiter);
  columns.forEach((name, at) => {
    if (name !== '') fields.set(name, cells[at]);
  });
}

function valuesOf(fields: EventFields, name: string): readonly string[] {
  const value = fields.get(name);
  return typeof value === 'object' ? value : value === undefined ? [] : [value];
}

function keep(fields: EventFields, name: string, value: string | readonly string[]): void {
  if (value === '') fields.append(name, value);
  else fields.set(name, value);
}

/** Brackets in texts count too: a text that is refused for them has hundreds. */
function isDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}
