import { Problem } from '../shared/problem.ts';
import { type Place, placeOf } from '../shared/span.ts';
import type { Baseline, Detection } from './content.ts';
import { alignScalar, scalarOffset } from './scalar-source.ts';

type Searching = Pick<Detection | Baseline, 'search' | 'searchSource' | 'file'>;

/** The line and column in the YAML file of a character of the search, counted from 0. */
export function searchPlace(searching: Searching, offset: number): Place {
  const { search, searchSource } = searching;
  return placeOf(searchSource.fileText, scalarOffset(searchSource, search, offset));
}

/** A problem whose span counts in the search, as one of the YAML file: its caret then points into the file. */
export function problemInSearch(searching: Searching, problem: Problem): Problem {
  const { file, search, searchSource } = searching;
  const { span } = problem.details;
  if (!span) return problem.within({ file });
  const offsets = alignScalar(searchSource, search);
  const at = (offset: number) => offsets[Math.max(0, Math.min(offset, search.length))] ?? searchSource.start;
  const start = at(span.start);
  const end = span.end > span.start ? at(span.end - 1) + 1 : start;
  const details = { ...problem.details, file, text: searchSource.fileText, span: { start, end } };
  return new Problem(problem.code, problem.message, details);
}
