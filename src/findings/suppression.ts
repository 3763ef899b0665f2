/** What a suppression of a tuning file did in a run. */
export interface SuppressionOutcome {
  readonly file: string;
  readonly detection: string;
  readonly where: string;
  readonly reason: string;
  /** `YYYY-MM-DD` or `never`. */
  readonly expires: string;
  readonly owner?: string;
  readonly ticket?: string;
  /** `unused` took nothing away, `expired` was not applied, of `unknown` the content has no such detection. */
  readonly state: 'used' | 'unused' | 'expired' | 'unknown';
  /** Results that it took away, those too that others took as well. */
  readonly suppressed: number;
}
