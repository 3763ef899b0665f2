import type { SuppressionOutcome } from './suppression.ts';
import type { WhatIf } from './what-if.ts';

/** What a hunt did: the shape of the file that `--summary` writes. */
export interface Summary {
  readonly files: number;
  readonly bytes: number;
  readonly events: number;
  /** Events of each sourcetype. */
  readonly sourcetypes: Readonly<Record<string, number>>;
  /** Events of sourcetypes that karst has no rules for: no data model holds them. */
  readonly unrecognised?: number;
  /** Records and files that were skipped, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
  /** Events that are cut: their fields are those that were whole. */
  readonly cut: number;
  /** Events that tell no time of their own. */
  readonly timeless: number;
  /** The same by whose time they have: the event's before them, the last change's of their file, the run's. */
  readonly timeless_from: { readonly previous: number; readonly file: number; readonly run: number };
  readonly detections: {
    readonly loaded: number;
    /** Those of them that were to be run, where not all were. */
    readonly selected?: number;
    /** Those that ran or had no candidates. */
    readonly ran: number;
    readonly without_candidates: number;
    readonly errors: readonly DetectionError[];
    /** Those with findings. */
    readonly fired?: number;
    /** Those that found nothing in events of their sources. */
    readonly clean?: number;
    /** Those without any event of their sources and without findings. */
    readonly blind?: number;
  };
  readonly findings: number;
  /** Results that are no findings since they came too soon after an equal one, as their detections say. */
  readonly throttled?: number;
  /** Results that are no findings since the tuning says that they are harmless. */
  readonly suppressed?: number;
  /** What the suppressions of the tuning did. */
  readonly suppressions?: readonly SuppressionOutcome[];
  /** Thresholds of risk that were tried. */
  readonly what_if?: readonly WhatIf[];
  readonly seconds: { readonly read: number; readonly detect: number; readonly total: number };
  readonly peak_rss_mb: number;
}

/** A detection that could not be loaded or run. */
export interface DetectionError {
  readonly file: string;
  readonly name: string;
  readonly code: string;
  readonly message: string;
}
