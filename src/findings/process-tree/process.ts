import type { Severity } from '../../content/index.ts';

/** The start of a process as an event tells it. Texts are absent where the event does not tell them. */
export interface ProcessStart {
  /** Epoch seconds; null for a process of which only its children tell. */
  readonly time: number | null;
  readonly host: string;
  /** Of its file, without the path. */
  readonly name: string;
  readonly path?: string;
  readonly commandLine?: string;
  readonly user?: string;
  /** Mandatory integrity level, as the event names it. */
  readonly integrity?: string;
  readonly pid?: string;
  readonly guid?: string;
  readonly parentPid?: string;
  readonly parentGuid?: string;
  readonly parentName?: string;
  readonly parentCommandLine?: string;
  /** Findings about it. */
  readonly marks?: readonly ProcessMark[];
}

export interface ProcessMark {
  readonly detection: string;
  readonly severity: Severity;
}

/** A process and those that it started, in the order of their time. */
export interface ProcessNode {
  readonly process: ProcessStart;
  /** No event tells of its start: what is known of it its children say. */
  readonly isStub: boolean;
  readonly children: readonly ProcessNode[];
}
