import type { Detection } from '../content/index.ts';
import type { EntityRisk } from './risk.ts';
import type { Summary } from './summary.ts';

/**
 * What came of a detection in a run: `fired` has findings, `ran` has none over events that it could have found
 * something in (clean), `blind` had no event of any of its sources, `failed` could not be run.
 */
export type DetectionState = 'fired' | 'ran' | 'blind' | 'failed';

export interface DetectionOutcome {
  readonly detection: Detection;
  readonly state: DetectionState;
  readonly findings: number;
  /** Results that are no findings since they were throttled. */
  readonly throttled?: number;
  /** Results that are no findings since tuning suppresses them. */
  readonly suppressed?: number;
  /** The sources that it reads, as `Endpoint.Processes` or `events`, where none of them had an event. */
  readonly missing: readonly string[];
}

/** What a run says at its end, beside its findings: what reports are made of. */
export interface RunReport {
  readonly summary: Summary;
  /** The risk of each object, the highest first. */
  readonly risk: readonly EntityRisk[];
  /** Detections none of whose sources had an event, and the names of those sources. */
  readonly blind: { readonly detections: number; readonly missing: readonly string[] };
  /** Every detection that was to be run, by name. */
  readonly detections: readonly DetectionOutcome[];
  /** What `now()` was, in epoch seconds. */
  readonly now: number;
}
