import path from 'node:path';
import type { CheckLevel, Content, ContentKind, EveryFile } from '../content/index.ts';
import type { ErrorCode } from '../shared/codes.ts';
import { Problem } from '../shared/problem.ts';
import { placeOf } from '../shared/span.ts';
import type { Check, CheckedFile, CheckSeverity } from './checks/check.ts';
import { CHECKS } from './checks/index.ts';
import { formOf } from './checks/publisher/form.ts';
import { type Known, knownContent } from './checks/publisher/known.ts';
import { trySources } from './checks/source-trial.ts';
import { trySearches } from './checks/trial.ts';
import { loadEntities } from './entities.ts';
import { loadEveryFile } from './load-content.ts';
import type { ResourceOptions, RunOptions, TimeText } from './options.ts';
import { resolveTimes } from './times.ts';

export interface ValidateOptions extends ResourceOptions, RunOptions {
  /** Files and folders of content; macros and lookups of the repositories that they lie in are there too. */
  readonly paths: readonly string[];
  /** Where more macros and lookups come from; those of the paths override them. */
  readonly content?: readonly string[];
  /** What checks do with what they find, by code or by name; the code goes before. Default: as each says of itself. */
  readonly levels?: Readonly<Record<string, CheckLevel>>;
  /** What today is, for dates in the future. */
  readonly now?: TimeText;
}

/** Something that is wrong with a file. */
export interface ValidationError {
  readonly code: ErrorCode;
  readonly severity: CheckSeverity;
  readonly message: string;
  /** In the file, from 1; null for what is wrong with the file as a whole. */
  readonly line: number | null;
  readonly column: number | null;
  /** What to do about it. */
  readonly hint: string | null;
  /** The same as a problem, whose place can be shown. */
  readonly problem: Problem;
}

/** What came of one content file. */
export interface ValidatedFile {
  /** Below the folder that was given, with `/`; the path as given of a file that was named itself. */
  readonly file: string;
  /** What the file says of itself; null where it says nothing. */
  readonly name: string | null;
  readonly id: string | null;
  readonly kind: ContentKind;
  readonly type: string | null;
  /** `error` where an entry of severity error stands. */
  readonly status: 'ok' | 'error';
  /** By their place in the file. */
  readonly errors: readonly ValidationError[];
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
 * @throws Problem CT001 for a path that does not exist or cannot be read, CT006 where there is no content at all,
 * EN004 where the database has no place to work in; and the reason of the signal.
 */
export async function validate(options: ValidateOptions): Promise<ValidationReport> {
  const startedMs = performance.now();
  const onProblem = options.onProblem ?? (() => undefined);
  const content = await loadEveryFile(options.paths, options.content ?? [], onProblem);
  const files = filesIn({ ...content, problems: [...content.problems, ...(await listProblems(content))] });
  if (files.length === 0) throw nothingFound(options.paths);
  const times = resolveTimes(options.now === undefined ? {} : { now: options.now });
  const trials = new Map([
    ...(await trySearches(content, { ...options, times })),
    ...(await trySources(content, times)),
  ]);
  const known = knownContent({
    files,
    around: content.around,
    support: options.content ?? [],
    today: new Date(times.now * 1000).toISOString().slice(0, 10),
  });
  const tried = files.map((file) => ({ ...file, trial: trials.get(file.file) }));
  const validated = judge(tried, known, options.levels ?? {});
  return { files: validated, seconds: (performance.now() - startedMs) / 1000 };
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

/** Runs every check on every file. */
function judge(
  files: readonly CheckedFile[],
  known: Known,
  levels: Readonly<Record<string, CheckLevel>>,
): readonly ValidatedFile[] {
  const across = acrossFiles(files, known);
  const besides = [...across.keys()].filter((name) => !files.some(({ file }) => file === name));
  return [...files, ...besides.map((file) => fileBeside(file, files))].map((file) => {
    const findings = CHECKS.flatMap((check) =>
      [...check.find(file, known), ...(across.get(file.file)?.get(check) ?? [])].map((problem) => ({ check, problem })),
    );
    const problems = findings.map(({ problem }) => problem);
    const found = findings
      .filter(({ check, problem }) => !isCovered(problem, check, problems))
      .flatMap(({ check, problem }) => entriesOf(problem, check, levels));
    return {
      file: file.relative,
      name: file.name ?? null,
      id: file.id ?? null,
      kind: file.kind,
      type: file.type ?? null,
      status: found.some(({ severity }) => severity === 'error') ? 'error' : 'ok',
      errors: found.sort(byPlace),
    };
  });
}

/** Whether another finding says the same of the same characters. */
function isCovered({ details: { span } }: Problem, { coveredBy = [] }: Check, others: readonly Problem[]): boolean {
  if (span === undefined || coveredBy.length === 0) return false;
  return others.some(({ code, details: { span: other } }) => {
    const isThere = other !== undefined && other.start < span.end && span.start < other.end;
    return isThere && coveredBy.includes(code);
  });
}

/** What takes the view of all files, by the file and the check that it belongs to. */
function acrossFiles(
  files: readonly CheckedFile[],
  known: Known,
): ReadonlyMap<string, ReadonlyMap<Check, readonly Problem[]>> {
  const across = new Map<string, Map<Check, Problem[]>>();
  for (const check of CHECKS) {
    for (const problem of check.findAcross?.(files, known) ?? []) {
      const { file = '' } = problem.details;
      const ofFile = across.get(file) ?? new Map<Check, Problem[]>();
      across.set(file, ofFile.set(check, [...(ofFile.get(check) ?? []), problem]));
    }
  }
  return across;
}

/** A file that is no content of its own, and lies beside some: it is of that kind. */
function fileBeside(file: string, files: readonly CheckedFile[]): CheckedFile {
  const folder = path.dirname(file);
  const beside = files.find((one) => path.dirname(one.file) === folder);
  const isBelow = beside !== undefined && beside.relative !== beside.file;
  const relative = isBelow ? path.posix.join(path.posix.dirname(beside.relative), path.basename(file)) : file;
  return { file, relative, kind: beside?.kind ?? 'other', loading: [], trial: undefined, form: undefined };
}

/** What is told of a finding: nothing, where its check is off. */
function entriesOf(
  problem: Problem,
  { name, severity, hint }: Check,
  levels: Readonly<Record<string, CheckLevel>>,
): readonly ValidationError[] {
  const level = levels[problem.code] ?? levels[name] ?? severity;
  if (level === 'off') return [];
  const { text, span } = problem.details;
  const place = text !== undefined && span !== undefined ? placeOf(text, span.start) : undefined;
  const hinted = problem.within({ hint });
  return [
    {
      code: problem.code,
      severity: level === 'warn' ? 'warning' : level,
      message: problem.message,
      line: place?.line ?? null,
      column: place?.column ?? null,
      hint: hinted.details.hint ?? null,
      problem: hinted,
    },
  ];
}

function byPlace(a: ValidationError, b: ValidationError): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
