import { hasFailed, type TestOutcome } from '../../library/index.ts';
import type { Problem } from '../../shared/problem.ts';
import { placeOf } from '../../shared/span.ts';
import { type TestFormat, titleOf, wholeReason } from './format.ts';

/**
 * For GitHub Actions: an annotation at the file of each detection whose test did not pass.
 * Source: GitHub documentation, workflow commands: setting an error message.
 */
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
  const place = text !== undefined && span !== undefined && placed === file ? placeOf(text, span.start) : undefined;
  const where = place === undefined ? '' : `,line=${place.line},col=${place.column}`;
  return `::error file=${property(file)}${where},title=${property(title)}::${data(message)}\n`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
