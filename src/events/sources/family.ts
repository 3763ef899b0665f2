import type { LogRecord } from '../../inputs/index.ts';
import type { Zone } from '../../shared/zone.ts';
import type { EventFields } from '../fields.ts';
import type { GivenOptions } from '../given.ts';

/** A search that Splunk runs over every event, under the name that its tags hang on. */
export interface EventType {
  readonly name: string;
  readonly tags: readonly string[];
}

/** What a family needs to know beside the record. */
export interface Settings {
  /** What the user said; it wins over what the event tells. */
  readonly given: GivenOptions;
  /** The zone of timestamps that carry none. */
  readonly zone: Zone;
  /** Epoch seconds: a time without a year lies in the year that ends about then. */
  readonly now: number;
}

/** A record as its family reads it: everything but tags and datasets, which follow from the event types. */
export interface Extraction {
  readonly reason: string;
  /** Epoch seconds. */
  readonly time: number | undefined;
  readonly host: string;
  readonly source: string;
  readonly sourcetype: string;
  /** Where it is not the index of all logs. */
  readonly index?: string | undefined;
  readonly fields: EventFields;
  readonly eventTypes: readonly EventType[];
  /** The mapping of content that read it, whose further rules are run over many events at once. */
  readonly mapping?: string | undefined;
  raw(): string;
}

/** Reads one record; undefined where the record does not belong to the family. */
export type Extract = (record: LogRecord) => Extraction | undefined;

/** Logs of one kind: what an add-on is to Splunk. */
export interface SourceFamily {
  readonly name: string;
  open(settings: Settings): Extract;
}
