import type { Skip } from '../inputs/index.ts';
import type { Problem } from '../shared/problem.ts';

/** The logs, and what the user says about them: it wins over what the events tell. */
export interface LogOptions {
  /** Files and folders; folders are read with everything below them. */
  readonly logs: readonly string[];
  readonly source?: string;
  readonly sourcetype?: string;
  /** Default: `main`. */
  readonly index?: string;
  /** Default: the computer that the event names. */
  readonly host?: string;
}

/** A point in time: epoch seconds, ISO 8601, or a time modifier of Splunk such as `-24h@h` or `@d`. */
export type TimeText = string | number;

export interface TimeOptions {
  /** IANA name of the zone of the session, and of timestamps that carry none. Default: UTC. */
  readonly timezone?: string;
  /** The first moment that counts. Default: all time. */
  readonly earliest?: TimeText;
  /** The first moment that counts no more. Default: all time. */
  readonly latest?: TimeText;
  /** What `now()` is: with it, the same input gives the same output. Default: the clock. */
  readonly now?: TimeText;
}

/** What searches may use. */
export interface ResourceOptions {
  /** Threads of the database, and those that read logs, four at most. Default: one for each processor. */
  readonly threads?: number;
  /** Of the database; what does not fit goes to the disk. Default: 768 MiB, or half of the machine's where that is less. */
  readonly memoryBytes?: number;
  /** Where data goes that does not fit into memory. Default: the system's folder for temporary files. */
  readonly tempDir?: string;
  /** A City database in the MaxMind format, for iplocation. Default: none; its fields are then absent. */
  readonly geoip?: string;
}

/** How far a run has come. */
export type Progress =
  | {
      readonly stage: 'reading';
      readonly files: number;
      /** Read so far, of `totalBytes`. */
      readonly bytes: number;
      readonly totalBytes: number;
      readonly events: number;
    }
  | {
      readonly stage: 'running';
      readonly detections: number;
      /** Those that are finished, the failed ones among them. */
      readonly done: number;
      readonly failed: number;
    }
  | {
      readonly stage: 'checking';
      readonly searches: number;
      /** How far all of them are, from 0 to 1. */
      readonly done: number;
      /** Those found wrong so far. */
      readonly failed: number;
    };

/** How the caller takes part in a run. */
export interface RunOptions {
  /** Ends the run: what is open is closed, and the reason of the signal is thrown. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Gets what was not read, or only in part. The run goes on. */
  readonly onSkip?: (skip: Skip) => void;
  /** Gets what could not be loaded or run, and does not stop the run. */
  readonly onProblem?: (problem: Problem) => void;
}
