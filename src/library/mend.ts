import { execFile } from 'node:child_process';
import { lstat, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { isYaml } from '../content/index.ts';
import type { ErrorCode } from '../shared/codes.ts';
import { type Edit, Problem } from '../shared/problem.ts';
import type { ValidatedFile, ValidationError } from './checks/judge.ts';
import type { ValidationReport } from './validate.ts';

/** Something that was mended. */
export interface Mend {
  readonly file: string;
  readonly code: ErrorCode;
  readonly message: string;
  readonly line: number | null;
}

export interface MendReport {
  readonly mended: readonly Mend[];
  /** Why files stay as they are that could have been mended. */
  readonly problems: readonly Problem[];
}

/**
 * Writes the files of a report with what their findings say to change, and nothing else. A file is left alone that is
 * a symbolic link, that Git ignores, or that changed since it was read; so is a change that overlaps another one.
 * Each file appears under its name only when it is whole.
 */
export async function mend({ files }: ValidationReport): Promise<MendReport> {
  const mended: Mend[] = [];
  const problems: Problem[] = [];
  const mendable = [...mendableFiles(files)];
  const ignored = await ignoredBy(mendable.map(([file]) => file));
  for (const [file, errors] of mendable) {
    try {
      const chosen = withoutOverlap(errors);
      await rewrite(file, chosen, ignored.has(path.resolve(file)));
      mended.push(...chosen.map(({ code, message, line }) => ({ file, code, message, line })));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      problems.push(error);
    }
  }
  return { mended, problems };
}

function mendableFiles(files: readonly ValidatedFile[]): ReadonlyMap<string, readonly ValidationError[]> {
  const byFile = new Map<string, ValidationError[]>();
  for (const error of files.flatMap(({ errors }) => errors)) {
    const { file, fix = [] } = error.problem.details;
    if (file === undefined || fix.length === 0) continue;
    byFile.set(file, [...(byFile.get(file) ?? []), error]);
  }
  return byFile;
}

/** Findings whose changes do not touch each other; the first of two that do. */
function withoutOverlap(errors: readonly ValidationError[]): readonly ValidationError[] {
  const taken: Edit[] = [];
  return errors.filter(({ problem }) => {
    const { fix = [] } = problem.details;
    const isFree = fix.every(({ span }) =>
      taken.every((other) => span.end <= other.span.start || other.span.end <= span.start),
    );
    if (isFree) taken.push(...fix);
    return isFree;
  });
}

/** @throws Problem CT001 for a file that is left alone, with the reason. */
async function rewrite(file: string, errors: readonly ValidationError[], isIgnored: boolean): Promise<void> {
  const leave = (reason: string, cause?: unknown): Problem =>
    new Problem('CT001', `not mended: ${reason}`, { file, cause });
  if (isIgnored) throw leave('Git ignores it');
  const before = errors[0]?.problem.details.text ?? '';
  const after = edited(
    before,
    errors.flatMap(({ problem }) => problem.details.fix ?? []),
  );
  if (!isYaml(after, file)) throw leave('it would be no YAML any more');
  const draft = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.part`);
  try {
    const stats = await lstat(file);
    if (stats.isSymbolicLink()) throw leave('it is a symbolic link');
    if (!(await readFile(file)).equals(Buffer.from(before))) throw leave('it is not the text that was checked');
    await writeFile(draft, after, { mode: stats.mode });
    await rename(draft, file);
  } catch (cause) {
    await rm(draft, { force: true });
    throw cause instanceof Problem ? cause : leave(cause instanceof Error ? cause.message : String(cause), cause);
  }
}

/** A text with changes that do not overlap. */
function edited(text: string, edits: readonly Edit[]): string {
  const fromTheEnd = [...edits].sort((a, b) => b.span.start - a.span.start);
  return fromTheEnd.reduce(
    (done, { span, text: part }) => done.slice(0, span.start) + part + done.slice(span.end),
    text,
  );
}

const run = promisify(execFile);

/** Absolute paths of those files that Git ignores; none where there is no Git. */
async function ignoredBy(files: readonly string[]): Promise<ReadonlySet<string>> {
  const ignored = new Set<string>();
  const folders = new Set(files.map((file) => path.dirname(path.resolve(file))));
  for (const folder of folders) {
    const names = files.map((file) => path.resolve(file)).filter((file) => path.dirname(file) === folder);
    for (const name of await checkIgnore(folder, names)) ignored.add(name);
  }
  return ignored;
}

/** The hooks and monitors that a repository configures are not run. */
const HARMLESS = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];

async function checkIgnore(folder: string, files: readonly string[]): Promise<readonly string[]> {
  try {
    const asked = run('git', [...HARMLESS, '-C', folder, 'check-ignore', '-z', '--stdin'], { maxBuffer: 64 * 2 ** 20 });
    const { stdin } = asked.child;
    stdin?.on('error', () => undefined); // Where Git does not take it, it ends with an error of its own.
    stdin?.end(files.join('\0'));
    return (await asked).stdout.split('\0').filter((name) => name !== '');
  } catch {
    return []; // Git ends so where it ignores none, and where there is no repository.
  }
}
