/** What a rule on risk would say: which entities reach a threshold. */
export interface WhatIf {
  readonly threshold: number;
  /** Risk counts that lies within so many seconds; null: all of it. */
  readonly window_seconds: number | null;
  /** Those that reach it, the highest risk first. */
  readonly entities: readonly WhatIfEntity[];
  /** Scores without a time: in a window they count as none. */
  readonly timeless: number;
  /** Scores beyond those that are kept: they were not looked at. */
  readonly beyond: number;
}

export interface WhatIfEntity {
  readonly type: string;
  readonly value: string;
  /** The highest that it reaches. */
  readonly score: number;
  /** When it is reached for the first time, ISO 8601 in UTC; null where no finding until then tells a time. */
  readonly first_reached: string | null;
  /** What it is reached by, detection by detection. */
  readonly reached_by: readonly { readonly detection: string; readonly findings: number; readonly score: number }[];
}
