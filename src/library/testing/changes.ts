import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Content, type Detection, repositoryRootOf } from '../../content/index.ts';
import { Problem } from '../../shared/problem.ts';
import { dependants } from './dependants.ts';

/**
 * The detections that changed since a commit of their Git repository, and those that depend on what changed: on a
 * macro, a lookup or its rows, a data source, a sidecar, or data of a test that lie in the repository. What is compared
 * is the index with the commit, and the files with the index; files that Git does not know are no change.
 *
 * @param commit a branch, tag or commit, as Git names it
 * @throws Problem CLI001 where there is no Git, no repository or no such commit
 * Source: contentctl, selection of its changes mode.
 */
export async function changedSince(commit: string, content: Content): Promise<Content> {
  return { ...content, detections: (await changesSince(commit, content)).detections };
}

/** What changed in a content. */
export interface Changes {
  /** Whether a file of it, or what belongs to one, is among what changed. */
  isChanged(file: string): boolean;
  /** The detections that changed, and those that depend on what changed. */
  readonly detections: readonly Detection[];
}

/** What changed since a commit, as `changedSince` has it. @throws Problem as it */
export async function changesSince(commit: string, content: Content): Promise<Changes> {
  const roots = new Set([...content.detections, ...content.files].map(rootOf));
  const changed = new Set<string>();
  for (const root of roots) for (const file of await changedFiles(root, commit)) changed.add(file);
  const isChanged = (file: string): boolean => changed.has(real(file));
  return { isChanged, detections: dependants(content, isChanged, rootOf) };
}

function rootOf({ file }: { readonly file: string }): string {
  return repositoryRootOf(file) ?? path.dirname(file);
}

/** Paths without symbolic links: Git names its files so. A file that is not there is no change. */
function real(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return path.resolve(file);
  }
}

const run = promisify(execFile);

/** Added, modified and renamed files below a folder. */
async function changedFiles(root: string, commit: string): Promise<readonly string[]> {
  const compared = [['--cached', commit], []];
  const lists: string[] = [];
  for (const range of compared) lists.push(await diff(root, range, commit));
  const names = lists.flatMap((list) => list.split('\0')).filter((name) => name !== '');
  return names.map((name) => path.join(real(root), name));
}

/** The monitors and hooks that a repository configures are not run, nor its programs for diffs. */
const HARMLESS = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];

async function diff(root: string, range: readonly string[], commit: string): Promise<string> {
  if (commit.startsWith('-')) throw refused(root, commit, 'a commit has no such name');
  const options = ['--name-only', '-z', '--diff-filter=AMR', '--relative', '--no-ext-diff', '--no-textconv'];
  const args = [...HARMLESS, '-C', root, 'diff', ...options, ...range, '--'];
  try {
    return (await run('git', args, { maxBuffer: 64 * 2 ** 20 })).stdout;
  } catch (error) {
    const told = error instanceof Error && 'stderr' in error ? String(error.stderr).trim().split('\n', 1)[0] : '';
    throw refused(root, commit, told || (error instanceof Error ? error.message : String(error)));
  }
}

function refused(root: string, commit: string, reason: string): Problem {
  return new Problem('CLI001', `cannot tell what changed in ${root} since ${commit}: ${reason}`, {
    hint: 'name a branch, tag or commit of the Git repository that the detections lie in',
  });
}
