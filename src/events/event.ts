/** What a field holds. A list only where there are two values or more. JSON alone has fields that are empty texts. */
export type FieldValue = string | readonly string[];

/**
 * Whose time an event has: its own, that of the last event before it in the file that tells one, that of the file's last
 * change, or, where that is not known either, that of the run.
 */
export type TimeOrigin = 'event' | 'previous' | 'file' | 'run';

/** One event as a search in Splunk would see it. */
export interface LogEvent {
  /** `_time` in epoch seconds, to the microsecond. */
  readonly time: number;
  readonly timeFrom: TimeOrigin;
  /** The event ends before its format says it should; its fields are those that were whole. */
  readonly isCut: boolean;
  readonly index: string;
  readonly host: string;
  readonly source: string;
  readonly sourcetype: string;
  /** Every other field: extracted, aliased, calculated, `eventtype`, `tag`, `tag::eventtype`, the date fields. */
  readonly fields: ReadonlyMap<string, FieldValue>;
  /** The datasets that the event is a row of, as `Model.Dataset`, children after their parents. */
  readonly datasets: readonly string[];
  /** Why it was recognised as its sourcetype, in words. */
  readonly reason: string;
  /** `_raw`: the text that Splunk would hold. Rendered when asked for, not kept. */
  raw(): string;
}
