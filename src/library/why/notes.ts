import type { Why } from './result.ts';

/** Reasons of a stage that are told in short. */
const SAID = 3;

/**
 * Why nothing is left, in a few sentences: the first stage that let nothing through, with what matters most of it, and
 * what is worth knowing about the search. Empty where there are rows.
 */
export function whyNotes({ emptied, stages, notices }: Why): readonly string[] {
  const [first] = emptied;
  if (first === undefined) return [];
  const inside = (all: Why['stages']): Why['stages'] => all.flatMap((stage) => [stage, ...inside(stage.inside)]);
  const stage = inside(stages).find(({ number }) => number === first.stage);
  const line = stage?.place === undefined ? '' : ` in line ${stage.place.line}`;
  return [
    `stage ${first.stage} (${stage?.command}${line}) is the first that let nothing through`,
    ...first.says.slice(0, SAID),
    ...new Set(notices.map(({ message }) => message)),
  ];
}
