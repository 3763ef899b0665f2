import { assertNever } from '../shared/problem.ts';
import type { DetectionState } from './report.ts';

/** What a detection came to for its techniques: 1 available, 2 runnable, 3 fired. A technique has that of its best. */
export function techniqueScore(state: DetectionState): 1 | 2 | 3 {
  switch (state) {
    case 'fired':
      return 3;
    case 'ran':
      return 2;
    case 'blind':
    case 'failed':
      return 1;
    default:
      return assertNever(state);
  }
}
