/** What the user says about the logs. What is given here wins over what the event tells. */
export interface GivenOptions {
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
