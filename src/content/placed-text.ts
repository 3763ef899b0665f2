import { Problem } from '../shared/problem.ts';
import { alignScalar, type ScalarSource } from './scalar-source.ts';

/** A text of a content file in a language of its own, and where its characters stand in the file. */
export interface PlacedText {
  readonly file: string;
  /** As the YAML scalar reads. */
  readonly text: string;
  readonly scalar: ScalarSource;
}

/** A problem whose span counts in the text, as one of the YAML file: its caret then points into the file. */
export function problemInText({ file, text, scalar }: PlacedText, problem: Problem): Problem {
  const { span } = problem.details;
  if (!span) return problem.within({ file });
  const offsets = alignScalar(scalar, text);
  const at = (offset: number) => offsets[Math.max(0, Math.min(offset, text.length))] ?? scalar.start;
  const start = at(span.start);
  const end = span.end > span.start ? at(span.end - 1) + 1 : start;
  const details = { ...problem.details, file, text: scalar.fileText, span: { start, end } };
  return new Problem(problem.code, problem.message, details);
}
