import type { ErrorCode } from '../../shared/codes.ts';
import { type ErrorDetails, Problem } from '../../shared/problem.ts';
import type { PartOutcome, PartPiece, PartTask } from './job.ts';

/** What a thread that reads is told: a task, and that a piece was taken. */
export type ToThread = { readonly kind: 'read'; readonly task: PartTask } | { readonly kind: 'taken' };

/** What it answers: pieces of the task, then how it ended. */
export type FromThread =
  | { readonly kind: 'piece'; readonly piece: PartPiece }
  | { readonly kind: 'done'; readonly outcome: PartOutcome }
  | { readonly kind: 'failed'; readonly error: PlainError };

/** An error as plain data. */
export interface PlainError {
  /** Absent for a bug of ours. */
  readonly code?: ErrorCode;
  readonly message: string;
  readonly details?: ErrorDetails;
  readonly stack?: string;
}

export function plainError(error: unknown): PlainError {
  if (error instanceof Problem) {
    const { cause, ...details } = error.details;
    return {
      code: error.code,
      message: error.message,
      details: cause === undefined ? details : { ...details, cause: String(cause) },
    };
  }
  if (!(error instanceof Error)) return { message: String(error) };
  return { message: error.message, ...(error.stack === undefined ? {} : { stack: error.stack }) };
}

export function errorOf({ code, message, details, stack }: PlainError): Error {
  if (code !== undefined) return new Problem(code, message, details);
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
