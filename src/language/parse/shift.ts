import { Problem } from '../../shared/problem.ts';
import type { Span } from '../../shared/span.ts';

/** An expression whose text begins at an offset of a larger text: every span moved by it. */
export function shifted<T>(value: T, offset: number): T {
  if (Array.isArray(value)) return value.map((item) => shifted(item, offset)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, part]) =>
    key === 'span' ? [key, moved(part as Span, offset)] : [key, shifted(part, offset)],
  );
  return Object.fromEntries(entries) as T;
}

/** Runs a parser over a text that begins at an offset of a larger one; its problems are placed in that one. */
export function problemsShifted<T>(offset: number, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof Problem) || error.details.span === undefined) throw error;
    const { text: _, span, ...details } = error.details;
    throw new Problem(error.code, error.message, { ...details, span: moved(span, offset) });
  }
}

function moved(span: Span, offset: number): Span {
  return { start: span.start + offset, end: span.end + offset };
}
