import { Problem } from '../shared/problem.ts';
import type { SelectionOptions } from './common-options.ts';

/** Options that choose detections by what findings do not say. */
const OF_DETECTIONS = ['type', 'story', 'technique', 'tag', 'exclude'] as const;

/**
 * Saved findings are taken as they are, but for their severity: no detection is run that could be chosen.
 *
 * @throws Problem CLI001
 */
export function refuseSelection(options: SelectionOptions & { readonly findings?: readonly string[] }): void {
  const given = OF_DETECTIONS.find((name) => options[name] !== undefined);
  if (options.findings === undefined || given === undefined) return;
  throw new Problem('CLI001', `--${given} chooses detections that are run; with --findings none is`, {
    hint: `leave out --${given}, or run the detections with --content`,
  });
}
