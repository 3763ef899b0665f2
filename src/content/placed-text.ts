import { invariant, Problem } from '../shared/problem.ts';
import { alignScalar, type ScalarSource } from './scalar-source.ts';
import type { YamlFile } from './yaml.ts';

/** A text of a content file in a language of its own, and where its characters stand in the file. */
export interface PlacedText {
  readonly file: string;
  /** As the YAML scalar reads. */
  readonly text: string;
  readonly scalar: ScalarSource;
}

/** The text at a path of a file whose shape says that there is one. */
export function placedText(yaml: YamlFile, path: readonly PropertyKey[], text: string): PlacedText {
  const scalar = yaml.scalarAt(path);
  invariant(scalar, 'a text that passed its shape is a scalar');
  return { file: yaml.file, text, scalar };
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
