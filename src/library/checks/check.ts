import type { ContentFile } from '../../content/index.ts';
import type { Schema } from '../../language/index.ts';
import type { ErrorCode } from '../../shared/codes.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Form } from './publisher/form.ts';
import type { Known } from './publisher/known.ts';

/** What a finding does: an error makes the file invalid, a warning is told. */
export type CheckSeverity = 'error' | 'warning';

/** What came of trying a search, or the rules of a source: see `trySearches` and `trySources`. */
export interface Trial {
  /** Why the search cannot be run; undefined where the database has accepted it. Its place is in the file. */
  readonly problem?: Problem;
  /** What is wrong besides, in files whose texts are tried one by one. */
  readonly others?: readonly Problem[];
  /** The fields that its results have; undefined where that did not come to light. */
  readonly results?: Schema;
  /** What does not stop it and is worth telling. Their places are in the file. */
  readonly notices: readonly Problem[];
}

/** A content file and all that is known about it: what checks judge. */
export interface CheckedFile extends ContentFile {
  /** Why it could not be loaded. */
  readonly loading: readonly Problem[];
  /** Of the search that it holds; undefined for other kinds and where it could not be loaded. */
  readonly trial: Trial | undefined;
  /** As its publisher's tool sees it; undefined for what that does not know, and for what is no mapping of keys. */
  readonly form: Form | undefined;
}

/**
 * One thing that can be wrong with content. Each stands in a file of its own and is listed in `CHECKS`; its texts are
 * what its page of the documentation says.
 */
export interface Check {
  /** Unique, in kebab-case. */
  readonly name: string;
  readonly severity: CheckSeverity;
  /** The codes that its findings carry; no other check has them. */
  readonly codes: readonly ErrorCode[];
  /** What is wrong, and why that matters. */
  readonly explanation: string;
  /** What to do, where a finding does not say it better itself. */
  readonly hint: string;
  /** Findings under these codes, of other checks, say the same at the same place: then this one is silent. */
  readonly coveredBy?: readonly ErrorCode[];
  /** The findings in a file, in any order. A `fix` of a finding is applied where the user asks for it. */
  readonly find: (file: CheckedFile, known: Known) => readonly Problem[];
  /** Findings that take the view of all files. Each names its file, which need not be one of content. */
  readonly findAcross?: (files: readonly CheckedFile[], known: Known) => readonly Problem[];
}
