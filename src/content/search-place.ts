import type { Problem } from '../shared/problem.ts';
import { type Place, placeOf } from '../shared/span.ts';
import type { Baseline, Detection } from './content.ts';
import { problemInText } from './placed-text.ts';
import { scalarOffset } from './scalar-source.ts';

type Searching = Pick<Detection | Baseline, 'search' | 'searchSource' | 'file'>;

/** The line and column in the YAML file of a character of the search, counted from 0. */
export function searchPlace(searching: Searching, offset: number): Place {
  const { search, searchSource } = searching;
  return placeOf(searchSource.fileText, scalarOffset(searchSource, search, offset));
}

/** A problem whose span counts in the search, as one of the YAML file: its caret then points into the file. */
export function problemInSearch({ file, search, searchSource }: Searching, problem: Problem): Problem {
  return problemInText({ file, text: search, scalar: searchSource }, problem);
}
