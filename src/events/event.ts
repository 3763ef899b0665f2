/** What a field holds. A list only where there are two values or more. JSON alone has fields that are empty texts. */
export type FieldValue = string | readonly string[];

/** One event as a search in Splunk would see it. */
export interface LogEvent {
  /** `_time` in epoch seconds, to the microsecond; undefined where neither the event nor one before it tells any. */
  readonly time: number | undefined;
  /** Whose time it is: the event's own, or that of the event before it in the file. */
  readonly timeFrom: 'event' | 'previous' | 'nothing';
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

/** What the user says about the logs. What is given here wins over what the event tells. */
export interface NormaliseOptions {
  readonly source?: string;
  readonly sourcetype?: string;
  /** Default: `main`. */
  readonly index?: string;
  /** Default: the computer that the event names. */
  readonly host?: string;
  /** Zone of timestamps that carry none, as an IANA name. Default: UTC. */
  readonly timezone?: string;
  /** Epoch seconds: a time without a year lies in the year that ends about then. Default: the clock. */
  readonly now?: number;
}
