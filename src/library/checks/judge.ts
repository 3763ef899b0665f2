import path from 'node:path';
import type { CheckLevel, ContentKind } from '../../content/index.ts';
import type { ErrorCode } from '../../shared/codes.ts';
import type { Problem } from '../../shared/problem.ts';
import { placeOf } from '../../shared/span.ts';
import type { Check, CheckedFile, CheckSeverity } from './check.ts';
import { CHECKS } from './index.ts';
import type { Known } from './publisher/known.ts';

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

/** Runs every check on every file, and on all of them together. */
export function judge(
  files: readonly CheckedFile[],
  known: Known,
  levels: Readonly<Record<string, CheckLevel>>,
): readonly ValidatedFile[] {
  const across = acrossFiles(files, known);
  const besides = [...across.keys()].filter((name) => !files.some(({ file }) => file === name));
  return [...files, ...besides.map((file) => fileBeside(file, files))].map((file) => {
    const findings = CHECKS.flatMap((check) =>
      [...check.find(file, known), ...(across.get(file.file)?.get(check) ?? [])].flatMap((problem) => {
        const level = levels[problem.code] ?? levels[check.name] ?? check.severity;
        return level === 'off' ? [] : [{ check, problem, severity: level === 'warn' ? ('warning' as const) : level }];
      }),
    );
    const problems = findings.map(({ problem }) => problem);
    const found = findings.filter(({ check, problem }) => !isCovered(problem, check, problems)).map(entryOf);
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

interface Finding {
  readonly check: Check;
  readonly problem: Problem;
  readonly severity: CheckSeverity;
}

function entryOf({ check: { hint }, problem, severity }: Finding): ValidationError {
  const { text, span } = problem.details;
  const place = text !== undefined && span !== undefined ? placeOf(text, span.start) : undefined;
  const hinted = problem.within({ hint });
  return {
    code: problem.code,
    severity,
    message: problem.message,
    line: place?.line ?? null,
    column: place?.column ?? null,
    hint: hinted.details.hint ?? null,
    problem: hinted,
  };
}

function byPlace(a: ValidationError, b: ValidationError): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
