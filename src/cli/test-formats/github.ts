import { hasFailed, type TestOutcome } from '../../library/index.ts';
import type { Problem } from '../../shared/problem.ts';
import { placeOf } from '../../shared/span.ts';
import { annotationLine } from '../annotation.ts';
import { type TestFormat, titleOf, wholeReason } from './format.ts';

/** For GitHub Actions: an annotation at the file of each detection whose test did not pass. */
export const github: TestFormat = {
  summary: 'annotations for GitHub Actions',
  open: () => ({
    write: (outcome) => (hasFailed(outcome) ? annotationOf(outcome) : ''),
    end: ({ problems }) =>
      problems.map((one) => annotate(one.message, 'content', one.details.file ?? '', one)).join(''),
  }),
};

function annotationOf(outcome: TestOutcome): string {
  const { detection, problem } = outcome;
  return annotate(wholeReason(outcome), `${detection.name}: ${titleOf(outcome)}`, detection.file, problem);
}

function annotate(message: string, title: string, file: string, problem: Problem | undefined): string {
  const { text, span, file: placed } = problem?.details ?? {};
  const isPlaced = text !== undefined && span !== undefined && placed === file;
  return annotationLine({
    level: 'error',
    title,
    message,
    file,
    ...(isPlaced && { place: placeOf(text, span.start) }),
  });
}
