/** What a field holds. A list only where there are two values or more. Never an empty string: such a field is absent. */
export type FieldValue = string | readonly string[];

/** One event as a search in Splunk would see it. */
export interface LogEvent {
  /** `_time` in epoch seconds, to the microsecond; undefined where the event tells none. */
  readonly time: number | undefined;
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
}
