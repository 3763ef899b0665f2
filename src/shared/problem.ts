import type { ErrorCode } from './codes.ts';
import type { Span } from './span.ts';

/** Text that takes the place of some of another. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

export interface ErrorDetails {
  /** What to do about it: one short clause. */
  readonly hint?: string;
  /** The file that it stands in, as the user named it. */
  readonly file?: string;
  /** The text that `span` counts in, where it is a query or a content file. */
  readonly text?: string;
  /** The place in `text`. */
  readonly span?: Span;
  /** What mends it: changes of `text` that leave everything else as it is. */
  readonly fix?: readonly Edit[];
  /** The place in a binary file, in bytes from its start. */
  readonly byteOffset?: number;
  readonly cause?: unknown;
}

/** A failure caused by what the user gave us. A bug of ours is a plain Error from `assertNever` or `invariant`. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.details = details;
  }

  /** The same problem with more said about its place. What is already known stays. */
  within(details: ErrorDetails): Problem {
    return new Problem(this.code, this.message, { ...details, ...this.details });
  }
}

/** Marks a place that the types say cannot be reached. */
export function assertNever(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}

/** Throws a plain Error, a bug of ours, unless the condition holds. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`invariant broken: ${message}`);
}
