import type { Row, Value } from '../../language/index.ts';
import type { Problem } from '../../shared/problem.ts';

/** What two versions of detections find otherwise over the same logs. Plain data. */
export interface Diff {
  /** Events that were read. */
  readonly events: number;
  /** Records and files that were not read, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
  /** By name; those in which nothing differs too. */
  readonly detections: readonly DetectionDiff[];
}

/** `added` and `removed`: only one side has it. `failed`: a side cannot be run, and not for the same reason as the other. */
export type DiffState = 'same' | 'changed' | 'added' | 'removed' | 'failed';

export interface DetectionDiff {
  readonly state: DiffState;
  /** As the new side calls it, where there is one. */
  readonly name: string;
  readonly id?: string;
  readonly oldFile?: string;
  readonly newFile?: string;
  /** Why a side cannot be run, with its place in the file. */
  readonly problems: { readonly old?: Problem; readonly new?: Problem };
  /** What the two say of themselves: severity, type, score, message, techniques and the like. */
  readonly details: readonly DetailChange[];
  /** null where neither was run: their searches are the same word for word, and read no lookups. */
  readonly rows: RowsDiff | null;
  /** By object: what the findings of all rows add up to. */
  readonly risk: readonly RiskChange[];
}

export interface DetailChange {
  readonly field: string;
  /** null where a side has none. */
  readonly old: string | number | null;
  readonly new: string | number | null;
}

export interface RowsDiff {
  readonly old: number;
  readonly new: number;
  /** What rows are told apart by: the BY fields of the last statistics; null where it is the whole row. */
  readonly identity: readonly string[] | null;
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  /** Rows that were counted and not compared, since there are too many. */
  readonly notCompared: number;
  /** Some of each. */
  readonly addedRows: readonly Row[];
  readonly removedRows: readonly Row[];
  readonly changedRows: readonly RowChange[];
}

export interface RowChange {
  /** The values of the identity. */
  readonly identity: Row;
  readonly fields: readonly FieldChange[];
  /** Where the message differs, its tokens filled in. */
  readonly message?: { readonly old: string; readonly new: string };
}

export interface FieldChange {
  readonly field: string;
  /** null where the row does not have the field. */
  readonly old: Value | null;
  readonly new: Value | null;
}

export interface RiskChange {
  readonly type: string;
  readonly value: string;
  /** null where a side puts no risk on it. */
  readonly old: number | null;
  readonly new: number | null;
}
