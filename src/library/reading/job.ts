import type { EventBlocks } from '../../engine/index.ts';
import type { KnownEntities } from '../../events/index.ts';
import type { FilePart, PartEnd, Skip } from '../../inputs/index.ts';
import type { Demand, ScanDemand } from '../../language/index.ts';
import type { StoredEvents } from '../finding-events/event-writer.ts';
import type { LogOptions } from '../options.ts';
import type { Seen } from '../seen.ts';
import type { Tally } from '../tally.ts';
import type { Times } from '../times.ts';

// All of this is plain data: it goes to other threads and comes from them.

/** What is to be kept of the events that are read. */
export interface Kept {
  /** Default: everything. */
  readonly demand?: Demand;
  /** Rows that none of these searches can use are not kept. Default: all rows are. */
  readonly searches?: readonly (readonly ScanDemand[])[];
  /** Whether it is asked which fields and values there are. */
  readonly isSeen?: boolean;
  /**
   * Where events are put aside of which rows are kept, for findings to show them: a path, to which each thread adds an
   * ending. Default: they are not.
   */
  readonly eventFile?: string;
}

/** What a thread is told before it reads. */
export interface ReadingJob {
  readonly logs: Omit<LogOptions, 'logs'>;
  readonly times: Pick<Times, 'timezone' | 'now'>;
  readonly entities?: KnownEntities;
  readonly kept: Kept;
}

/** A part of a file to be read. */
export interface PartTask {
  readonly part: FilePart;
  /** From 1, in the order of the input. */
  readonly number: number;
  /** The time of the last event before it in its file that tells one, in epoch seconds. */
  readonly lastTime?: number | undefined;
}

/** Some of what was read of a part. */
export interface PartPiece {
  readonly blocks: EventBlocks;
  /** Counts of this piece alone. */
  readonly tally: Tally;
  readonly skipped: readonly Skip[];
  readonly records: number;
  /** The events of this piece, and what was seen by now where that is more than before; absent where nobody asks. */
  readonly seen?: Seen;
  /** The events that were put aside. */
  readonly stored: readonly StoredEvents[];
}

/** A piece in its place. */
export interface PlacedPiece extends PartPiece {
  /** Events of its file in the parts before its own. */
  readonly eventsBefore: number;
}

/** How the reading of a part ended. */
export interface PartOutcome {
  readonly end: PartEnd;
  /** As in the task, at the end of the part. */
  readonly lastTime: number | undefined;
  /** Some of its events took their times from outside the part, since none before them in it tells one. */
  readonly lacksTime: boolean;
}
