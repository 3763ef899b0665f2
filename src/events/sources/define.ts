import type { JsonRecord, LogRecord } from '../../inputs/index.ts';
import { assertNever } from '../../shared/problem.ts';
import { addDefaultFields } from '../default-fields.ts';
import type { FieldValue } from '../event.ts';
import { addJsonFields } from '../extract/json-fields.ts';
import { addKeyValueFields } from '../extract/key-value.ts';
import { addTableFields } from '../extract/table.ts';
import { EventFields } from '../fields.ts';
import { memo } from '../memo.ts';
import { addDateFields, type Timestamp } from '../time/iso.ts';
import { type ClockContext, findTimestamp, readTimestamp } from '../time/timestamps.ts';
import type { EventType, Extraction, Settings } from './family.ts';

/** What rules may look at: the fields before the step that they belong to. */
export interface EventReader {
  /** The value of a field as one text: the first of a multivalue field; undefined where it is absent or empty. */
  text(name: string): string | undefined;
  /** All of the field; undefined where it is absent. */
  get(name: string): FieldValue | undefined;
  readonly source: string;
  readonly sourcetype: string;
  readonly host: string;
  /** Its text as Splunk holds it. */
  readonly raw: string;
  /** The object that it is, for lists whose elements belong together; undefined for events that are none. */
  readonly json: JsonRecord['value'] | undefined;
}

/** Calculates a field; undefined takes the field away, as an eval that gives null does. */
export type Calculation = (event: EventReader) => FieldValue | undefined;

/** An event type and when an event is of it; without `when` every event of the source is. */
export interface EventTypeRule extends EventType {
  readonly when?: (event: EventReader) => boolean;
}

/** Why a record is of a source, and what it is under it where the source has more than one. */
export interface Recognition {
  /** In words, for `karst parse --explain`. */
  readonly reason: string;
  /** Default: the first of the source's. */
  readonly sourcetype?: string;
  readonly source?: string;
  /** Where it is not the index of all logs. */
  readonly index?: string;
}

/**
 * A source of logs: what an add-on is to Splunk, as data. Its steps are done in Splunk's order: extraction, aliases,
 * calculated fields (each from the fields before that step), lookups, event types.
 */
export interface SourceDefinition {
  /** The name of its file and of its page in the reference: `aws-cloudtrail`. */
  readonly name: string;
  /** What its users call it. */
  readonly title: string;
  /** Where the rules come from: the add-on and its version, or the documentation of the format. */
  readonly basis: string;
  /** The sourcetypes that mean this source, compared without case; the first is what a recognised event gets. */
  readonly sourcetypes: readonly string[];
  /** What `source` is where the user gives none; absent: the file's path, as in Splunk. */
  readonly source?: string;
  /** Tells the source's records from others by their content; absent where only the sourcetype tells. */
  readonly recognise?: (record: LogRecord, path: string) => Recognition | undefined;
  /** Default: what Splunk extracts by itself from JSON, from a table, from `key=value`. */
  readonly extract?: (fields: EventFields, record: LogRecord) => void;
  /** The event's time, as a text in any format, as epoch seconds, or read. Default: the first timestamp in the text. */
  readonly timestamp?: (event: EventReader, context: ClockContext) => string | number | Timestamp | undefined;
  /** Default: `unknown`. */
  readonly host?: (event: EventReader) => string | undefined;
  /** Fields under other names: a present one overwrites. */
  readonly aliases?: readonly (readonly [from: string, to: string])[];
  readonly calculated?: Readonly<Record<string, Calculation>>;
  /** Fields looked up in tables: written only where they are absent. */
  readonly lookups?: readonly Readonly<Record<string, Calculation>>[];
  readonly eventTypes?: readonly EventTypeRule[];
  /** The mapping of content that this is. */
  readonly mapping?: string;
}

/** Ties a definition to its type. */
export function defineSource(definition: SourceDefinition): SourceDefinition {
  return definition;
}

/** What the reader of a source is told beside the record. */
export interface Place {
  /** The file as it is shown. */
  readonly path: string;
  readonly recognition: Recognition;
}

/** Opens a source: the function it returns reads a record by its rules. */
export function openSource(
  definition: SourceDefinition,
  { given, zone, now }: Settings,
): (record: LogRecord, place: Place) => Extraction {
  const { aliases = [], extract = extractAutomatically, mapping } = definition;
  const calculated = Object.entries(definition.calculated ?? {});
  const lookups = (definition.lookups ?? []).map((lookup) => Object.entries(lookup));
  const typesOf = openTypes(definition.eventTypes ?? []);
  const clock: ClockContext = { zone, now };
  return (record, { path, recognition }) => {
    const fields = new EventFields();
    extract(fields, record);
    const raw = rawOf(record);
    const source = given.source ?? recognition.source ?? definition.source ?? path;
    const sourcetype = given.sourcetype ?? recognition.sourcetype ?? definition.sourcetypes[0] ?? 'unknown';
    const json = record.kind === 'json' ? record.value : undefined;
    const event = new FieldReader(fields, { source, sourcetype, host: given.host ?? 'unknown', json }, raw);
    const host = given.host ?? definition.host?.(event) ?? 'unknown';
    event.host = host;
    const stamp = timestampOf(definition, event, clock);
    for (const [from, to] of aliases) fields.set(to, fields.get(from));
    calculate(fields, event, calculated);
    for (const lookup of lookups) lookUp(fields, event, lookup);
    addDefaultFields(fields, raw, undefined, zone);
    if (stamp === undefined) fields.setDefault('timestamp', 'none');
    else addDateFields(fields, stamp);
    const { reason, index } = recognition;
    const eventTypes = typesOf(event);
    return { reason, time: stamp?.time, host, source, sourcetype, fields, eventTypes, mapping, index, raw };
  };
}

/** Finds the event types of events. Events of the same types get the same list: what follows is remembered by it. */
function openTypes(rules: readonly EventTypeRule[]): (event: EventReader) => readonly EventType[] {
  if (rules.every(({ when }) => when === undefined)) return () => rules;
  const listOf = memo((held: string) => rules.filter((_, index) => held[index] === '1'));
  return (event) => {
    let held = '';
    for (const { when } of rules) held += (when?.(event) ?? true) ? '1' : '0';
    return listOf(held);
  };
}

/** What Splunk extracts without being told: the values of JSON, the cells of a table, named values of a text. */
export function extractAutomatically(fields: EventFields, record: LogRecord): void {
  switch (record.kind) {
    case 'json':
      addJsonFields(fields, record.text);
      return;
    case 'text':
      if (record.header === undefined) addKeyValueFields(fields, record.text);
      else addTableFields(fields, record.text, record.header);
      return;
    case 'windows-event':
      addKeyValueFields(fields, record.event.xml());
      return;
    default:
      assertNever(record);
  }
}

function rawOf(record: LogRecord): () => string {
  switch (record.kind) {
    case 'json':
    case 'text':
      return () => record.text;
    case 'windows-event':
      return () => record.event.xml();
    default:
      return assertNever(record);
  }
}

type Identity = Pick<EventReader, 'source' | 'sourcetype' | 'host' | 'json'>;

/** The fields as rules see them. One for an event: it follows what the steps do to them. */
class FieldReader implements EventReader {
  readonly source: string;
  readonly sourcetype: string;
  /** What the source itself tells of its host is known only after it was asked. */
  host: string;
  readonly json: EventReader['json'];
  readonly #fields: EventFields;
  readonly #raw: () => string;

  constructor(fields: EventFields, { source, sourcetype, host, json }: Identity, raw: () => string) {
    this.#fields = fields;
    this.source = source;
    this.sourcetype = sourcetype;
    this.host = host;
    this.json = json;
    this.#raw = raw;
  }

  get raw(): string {
    return this.#raw();
  }

  text(name: string): string | undefined {
    return this.#fields.text(name) || undefined;
  }

  get(name: string): FieldValue | undefined {
    return this.#fields.get(name);
  }
}

function timestampOf(
  { timestamp }: SourceDefinition,
  event: EventReader,
  context: ClockContext,
): Timestamp | undefined {
  const told = timestamp?.(event, context);
  const read = typeof told === 'object' || told === undefined ? told : readTimestamp(told, context);
  return read ?? findTimestamp(event.raw, context);
}

type Rules = readonly (readonly [name: string, rule: Calculation])[];

/** All from the state before: no calculated field sees another. */
function calculate(fields: EventFields, event: EventReader, rules: Rules): void {
  const values = rules.map(([, rule]) => rule(event));
  for (const [at, [name]] of rules.entries()) {
    const value = values[at];
    if (value === undefined) fields.delete(name);
    else fields.set(name, value);
  }
}

function lookUp(fields: EventFields, event: EventReader, rules: Rules): void {
  const values = rules.map(([, rule]) => rule(event));
  for (const [at, [name]] of rules.entries()) fields.setDefault(name, values[at]);
}
