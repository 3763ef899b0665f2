import type { ErrorCode } from '../../shared/codes.ts';
import { Problem } from '../../shared/problem.ts';
import type { Span } from '../../shared/span.ts';

/** Stops planning at a place of the expanded search text. */
export function fail(code: ErrorCode, message: string, span: Span, hint?: string): never {
  throw new Problem(code, message, hint === undefined ? { span } : { span, hint });
}
