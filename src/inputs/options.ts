import type { TextLayout } from './text/layout.ts';

/** What is read, and how much. They guard the run against hostile files; ordinary logs stay far below them. */
export interface ReadOptions {
  /** Text that does not look like a log is read as one event a line. Default: it is skipped as 'not recognised'. */
  readonly anyText?: boolean;
  /**
   * How the lines of a file make events, where somebody knows better than karst: it is shown the path and the first
   * text of the file. Such a text is a log. Default: nobody does.
   */
  readonly layoutFor?: (path: string, head: string) => TextLayout | undefined;
  /** The longest event or JSON object, in bytes. Longer ones are skipped as 'record too long'. Default 16 MB. */
  readonly maxRecordBytes?: number;
  /** How many archives may lie in one another, compression counted as one. Default 6. */
  readonly maxArchiveDepth?: number;
  /** What one file may expand to in all, every layer counted, in bytes. Default 32 GB. */
  readonly maxExpandedBytes?: number;
  /** How many times its compressed size a stream may expand to, once past `expansionGraceBytes`. Default 250. */
  readonly maxExpansionRatio?: number;
  /** What any compressed stream may expand to whatever its ratio, in bytes. Default 64 MB. */
  readonly expansionGraceBytes?: number;
  /** The largest zip inside another archive, in bytes: it is held in memory. Default 128 MB. */
  readonly maxNestedZipBytes?: number;
}

/** Options with every default filled in. */
export type ReadLimits = Required<ReadOptions>;

const MEBIBYTE = 2 ** 20;

const DEFAULT_LIMITS: ReadLimits = {
  anyText: false,
  layoutFor: () => undefined,
  maxRecordBytes: 16 * MEBIBYTE,
  maxArchiveDepth: 6,
  maxExpandedBytes: 32 * 1024 * MEBIBYTE,
  maxExpansionRatio: 250,
  expansionGraceBytes: 64 * MEBIBYTE,
  maxNestedZipBytes: 128 * MEBIBYTE,
};

/** The options with their defaults. */
export function limitsOf(options: ReadOptions = {}): ReadLimits {
  return { ...DEFAULT_LIMITS, ...options };
}
