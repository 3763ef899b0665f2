import { existsSync } from 'node:fs';
import type { TestMode } from '../library/index.ts';
import { nearest } from '../shared/nearest.ts';
import { Problem } from '../shared/problem.ts';
import { TEST_MODE_NAMES, type TestModeName } from './test-mode-names.ts';

/** The options that say what is tested. */
export interface SelectionOptions {
  readonly content?: readonly string[];
  readonly mode?: TestModeName;
  readonly changedSince?: string;
  readonly targetBranch?: string;
  readonly 'mode.targetBranch'?: string;
  readonly 'mode.files'?: readonly string[];
}

/** What is tested. */
export interface TestSelection {
  readonly mode: TestMode;
  readonly paths: readonly string[];
  readonly content?: readonly string[];
  readonly changedSince?: string;
}

/**
 * What is tested, from a command line as karst has it and as the publisher's tool has it: `mode:changes` as the first
 * word, `--mode.target-branch`, `--mode.files`, in the folder of a repository. Without a mode the rest says which it is.
 *
 * @throws Problem CLI001 for what contradicts itself, and for a mode without what it needs
 */
export function selectionOf(given: readonly string[], options: SelectionOptions): TestSelection {
  const [first, ...rest] = given;
  const word = first === undefined ? undefined : /^mode:(.*)$/.exec(first)?.[1];
  const paths = [...(word === undefined ? given : rest), ...(options['mode.files'] ?? [])];
  const mode = modeOf(word, options);
  const changedSince = only([options.changedSince, options.targetBranch, options['mode.targetBranch']]);
  const content = options.content ?? (mode === undefined || paths.length > 0 ? undefined : repositoryHere());
  const chosen = mode ?? (changedSince !== undefined ? 'changes' : paths.length > 0 ? 'selected' : 'all');
  refuse(chosen, { paths, changedSince, content });
  return {
    mode: MODES[chosen],
    paths,
    ...(content !== undefined && { content }),
    ...(changedSince !== undefined && { changedSince }),
  };
}

const MODES: Readonly<Record<TestModeName, TestMode>> = { all: 'All', changes: 'Changes', selected: 'Selected' };

function modeOf(word: string | undefined, { mode }: SelectionOptions): TestModeName | undefined {
  if (word === undefined) return mode;
  const found = TEST_MODE_NAMES.find((name) => name === word);
  if (found === undefined) {
    const near = nearest(word, TEST_MODE_NAMES);
    const hint = near === undefined ? `the modes are ${TEST_MODE_NAMES.join(', ')}` : `did you mean mode:${near}?`;
    throw new Problem('CLI001', `there is no mode "${word}"`, { hint });
  }
  if (mode === undefined || mode === found) return found;
  throw new Problem('CLI001', `mode:${found} and --mode ${mode} contradict each other`, {
    hint: 'leave out one of them',
  });
}

/** The value that several options agree on. */
function only(values: readonly (string | undefined)[]): string | undefined {
  const [first, other] = new Set(values.filter((value) => value !== undefined));
  if (other === undefined) return first;
  throw new Problem('CLI001', `changes since ${first} and since ${other} are asked for`, { hint: 'name one of them' });
}

/** The publisher's tool works in the folder of the repository. */
function repositoryHere(): readonly string[] | undefined {
  return ['contentctl.yml', 'detections'].some((name) => existsSync(name)) ? ['.'] : undefined;
}

interface Choice {
  readonly paths: readonly string[];
  readonly changedSince: string | undefined;
  readonly content: readonly string[] | undefined;
}

function refuse(mode: TestModeName, { paths, changedSince, content }: Choice): void {
  const refused = (message: string, hint: string): Problem => new Problem('CLI001', message, { hint });
  if (mode === 'changes' && changedSince === undefined) {
    throw refused('mode changes needs a commit to compare with', 'name one: --target-branch main');
  }
  if (mode !== 'changes' && changedSince !== undefined) {
    throw refused(`mode ${mode} looks at no changes`, `leave out ${changedSince}, or choose mode changes`);
  }
  if (mode === 'selected' && paths.length === 0) {
    throw refused('mode selected needs files', 'name detections: --mode.files detections/endpoint/one.yml');
  }
  if (mode === 'changes' && paths.length === 0 && content === undefined) {
    throw refused('there is no repository in this folder', 'name detections, or a repository of them with --content');
  }
}
