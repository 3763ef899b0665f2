import type { CheckLevel, Content, EveryFile } from '../content/index.ts';
import { Problem } from '../shared/problem.ts';
import type { CheckedFile } from './checks/check.ts';
import { judge, type ValidatedFile } from './checks/judge.ts';
import { formOf } from './checks/publisher/form.ts';
import { knownContent } from './checks/publisher/known.ts';
import { trySources } from './checks/source-trial.ts';
import { trySearches } from './checks/trial.ts';
import { loadEntities } from './entities.ts';
import { loadEveryFile } from './load-content.ts';
import type { ResourceOptions, RunOptions, TimeText } from './options.ts';
import { changesSince } from './testing/changes.ts';
import { resolveTimes } from './times.ts';

export interface ValidateOptions extends ResourceOptions, RunOptions {
  /** Files and folders of content; macros and lookups of the repositories that they lie in are there too. */
  readonly paths: readonly string[];
  /** Where more macros and lookups come from; those of the paths override them. */
  readonly content?: readonly string[];
  /** What checks do with what they find, by code or by name; the code goes before. Default: as each says of itself. */
  readonly levels?: Readonly<Record<string, CheckLevel>>;
  /** Only what changed since this commit of its Git repository, and detections that depend on what changed. */
  readonly changedSince?: string;
  /** What today is, for dates in the future. */
  readonly now?: TimeText;
}

export interface ValidationReport {
  /** By path, in the order of the paths given. */
  readonly files: readonly ValidatedFile[];
  readonly seconds: number;
}

/**
 * Checks content. A detection or baseline is valid when its file loads, its publisher's tool would take it, its search
 * compiles, and the database has run every statement of it over tables without events. A broken file costs itself
 * alone.
 *
 * @throws Problem CT001 for a path that does not exist or cannot be read, CT006 where there is no content at all, CLI001
 * for a commit that there is not,
 * EN004 where the database has no place to work in; and the reason of the signal.
 */
export async function validate(options: ValidateOptions): Promise<ValidationReport> {
  const startedMs = performance.now();
  const onProblem = options.onProblem ?? (() => undefined);
  const content = await loadEveryFile(options.paths, options.content ?? [], onProblem);
  const files = filesIn({ ...content, problems: [...content.problems, ...(await listProblems(content))] });
  if (files.length === 0) throw nothingFound(options.paths);
  const isWanted = await wantedFiles(content, options.changedSince);
  const wanted = {
    ...content,
    detections: content.detections.filter(({ file }) => isWanted(file)),
    baselines: content.baselines.filter(({ file }) => isWanted(file)),
    sources: content.sources.filter(({ file }) => isWanted(file)),
  };
  const times = resolveTimes(options.now === undefined ? {} : { now: options.now });
  const trials = new Map([...(await trySearches(wanted, { ...options, times })), ...(await trySources(wanted, times))]);
  const known = knownContent({
    files,
    around: content.around,
    support: options.content ?? [],
    today: new Date(times.now * 1000).toISOString().slice(0, 10),
  });
  const tried = files.filter(({ file }) => isWanted(file)).map((file) => ({ ...file, trial: trials.get(file.file) }));
  const judged = judge(tried, known, options.levels ?? {});
  return { files: judged, seconds: (performance.now() - startedMs) / 1000 };
}

/** Which files are judged: all, or those that changed and the detections that depend on them. */
async function wantedFiles(content: Content, commit: string | undefined): Promise<(file: string) => boolean> {
  if (commit === undefined) return () => true;
  const { isChanged, detections } = await changesSince(commit, content);
  const dependent = new Set(detections.map(({ file }) => file));
  return (file) => dependent.has(file) || isChanged(file);
}

/** What is wrong with the lists of assets and identities below the paths. */
async function listProblems(content: Content): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  const known = new Set(content.files.map(({ file }) => file));
  const lookups = content.lookups.filter(({ file }) => known.has(file));
  await loadEntities({ onProblem: (problem) => problems.push(problem) }, { ...content, lookups });
  return problems;
}

/** The files of content, and the folders that could not be read, with what stood against loading them. */
function filesIn({ files, problems, raw }: EveryFile): readonly CheckedFile[] {
  const loading = new Map<string, Problem[]>();
  for (const problem of problems) {
    const { file = '' } = problem.details;
    loading.set(file, [...(loading.get(file) ?? []), problem]);
  }
  const known = new Set(files.map(({ file }) => file));
  const unread = [...loading.keys()].filter((file) => !known.has(file));
  const all = [...files, ...unread.map((file) => ({ file, relative: file, kind: 'other' as const }))].map((one) => ({
    ...one,
    loading: loading.get(one.file) ?? [],
    trial: undefined,
    form: formOf(one.kind, raw.get(one.file)),
  }));
  // A file that is no content is none of our business, unless it is one that could not be read.
  return all.filter(
    ({ kind, loading: problems, form }) => kind !== 'other' || problems.length > 0 || form !== undefined,
  );
}

function nothingFound(paths: readonly string[]): Problem {
  return new Problem('CT006', `no content found under ${paths.join(', ')}`, {
    hint: 'name a repository of content, one of its folders, or a YAML file of it',
  });
}
