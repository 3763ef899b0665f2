import { renderProblem } from '../../findings/index.ts';
import type { ValidationFormat } from './format.ts';

/** For people: what was found, file by file, with its line. Files without findings are not named. */
export const table: ValidationFormat = {
  summary: 'what was found, each with its line and what to do',
  render: (files, { palette, width }) =>
    files
      .flatMap(({ errors }) => errors)
      .map(({ problem, severity }) => renderProblem(problem, palette, severity, width))
      .join(''),
};
