import type { DetectionDiff } from '../../library/index.ts';
import type { Problem } from '../../shared/problem.ts';
import { placeOf } from '../../shared/span.ts';
import type { DiffFormat } from './format.ts';

/** For programs: one object with all there is, those detections too in which nothing differs. */
export const json: DiffFormat = {
  summary: 'one object with an array of all detections',
  render: ({ detections, ...rest }) => {
    return `${JSON.stringify({ ...rest, detections: detections.map(plainly) }, undefined, 2)}\n`;
  },
};

/** For programs that stream: an object a line for each detection in which something differs. */
export const jsonl: DiffFormat = {
  summary: 'an object a line for each detection in which something differs',
  render: ({ detections }) => {
    const different = detections.filter(({ state }) => state !== 'same');
    return different.map((one) => `${JSON.stringify(plainly(one))}\n`).join('');
  },
};

/** Problems with what a program can use of them. */
function plainly({ problems, ...rest }: DetectionDiff): object {
  return {
    ...rest,
    problems: {
      ...(problems.old && { old: problemOf(problems.old) }),
      ...(problems.new && { new: problemOf(problems.new) }),
    },
  };
}

function problemOf({ code, message, details: { file, text, span, hint } }: Problem): object {
  return {
    code,
    message,
    ...(file !== undefined && { file }),
    ...(text !== undefined && span && placeOf(text, span.start)),
    ...(hint !== undefined && { hint }),
  };
}
