import type { Detection } from '../../content/index.ts';
import type { Tally } from '../tally.ts';

/**
 * `runnable`: its sources are there, with every field that it reads. `partly`: some of its sources, fields or lookups
 * are not. `blind`: none of its sources has an event. `failed`: it cannot be run at all.
 */
export type CoverageState = 'runnable' | 'partly' | 'blind' | 'failed';

/** Something that a detection needs and that is not there. */
export interface MissingThing {
  readonly kind: 'source' | 'field' | 'lookup' | 'macro' | 'model' | 'content';
  /** A dataset, a channel, a sourcetype; `Endpoint.Processes.process_guid`; of content that is wrong, what is. */
  readonly name: string;
}

export interface DetectionCoverage {
  readonly detection: Detection;
  readonly state: CoverageState;
  /** What is missing, by kind and name. Of a blind one, any of the sources would do. */
  readonly missing: readonly MissingThing[];
}

/** A missing thing, by what it would bring. */
export interface Unlock extends MissingThing {
  /** Detections that could run with it alone. */
  readonly alone: number;
  /** Detections that could run with it and all before it in the list. */
  readonly together: number;
  /** Detections that miss it, the others among them that miss more beside. */
  readonly missedBy: number;
}

export interface Coverage {
  /** Every detection that was loaded, by name. */
  readonly detections: readonly DetectionCoverage[];
  /** Content files that could not be loaded. */
  readonly brokenFiles: number;
  /** Sources, lookups, macros and models, in the order in which each unlocks most after those before it. */
  readonly unlocks: readonly Unlock[];
  /** Fields by how many detections lack that alone to be whole, and nothing else. */
  readonly fields: readonly Unlock[];
  readonly tally: Tally;
}
