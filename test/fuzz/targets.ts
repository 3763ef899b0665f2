import { contentTarget } from './content-target.ts';
import { evtxTargets } from './evtx-target.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { inputsTargets } from './inputs-target.ts';
import { regexTarget } from './regex-target.ts';
import { splTargets } from './spl-target.ts';

/** Every reader of what users do not write themselves. */
export const TARGETS: readonly FuzzTarget[] = [
  ...evtxTargets,
  ...inputsTargets,
  contentTarget,
  ...splTargets,
  regexTarget,
];
