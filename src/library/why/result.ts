import type { Value } from '../../language/index.ts';
import type { Problem } from '../../shared/problem.ts';

/** What became of the rows of a search, command by command, and why none is left. Plain data. */
export interface Why {
  /** The detection, where it is one. */
  readonly name?: string;
  readonly file?: string;
  /** Events that were read. */
  readonly events: number;
  /** Records and files that were not read, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
  /** How many events of each sourcetype and of each dataset there are. */
  readonly sourcetypes: Readonly<Record<string, number>>;
  readonly datasets: Readonly<Record<string, number>>;
  readonly stages: readonly WhyStage[];
  /** Rows at the end. */
  readonly rows: number;
  /**
   * The stages that let nothing through, the first one first, a few of them: a later `stats count` may give a row all
   * the same. Empty where there are rows at the end.
   */
  readonly emptied: readonly WhyReason[];
  /** What is worth knowing about the search: names that are near to others, words that were meant otherwise. */
  readonly notices: readonly Problem[];
}

/** One command of the search. */
export interface WhyStage {
  /** Its number; `3.1` is the first command of the pipeline inside command 3, `3b.1` that of its second pipeline. */
  readonly number: string;
  readonly command: string;
  /** On one line, macros expanded, without the pipelines inside it. */
  readonly text: string;
  /** Absent for a command of a text that the search itself made. */
  readonly place?: WhyPlace;
  /** Rows before it; null at the start of a pipeline. */
  readonly rowsIn: number | null;
  readonly rows: number;
  /** The commands of the pipelines inside it. */
  readonly inside: readonly WhyStage[];
}

/** Where something stands in the file of the detection, or in the text of the search. */
export interface WhyPlace {
  readonly file?: string;
  readonly line: number;
  readonly column: number;
  /** The macro that it comes from. */
  readonly macro?: WhyMacro;
}

export interface WhyMacro {
  readonly name: string;
  readonly definition: string;
  /** Absent for a macro that comes with karst. */
  readonly file?: string;
}

/** Why a stage let nothing through. */
export interface WhyReason {
  /** The number of the stage. */
  readonly stage: string;
  /** The reasons in sentences, what matters most first. */
  readonly says: readonly string[];
  /** What it asks of each row, where that is what it does. */
  readonly gate?: WhyGate;
  /** How rows of two sides met. */
  readonly keys?: WhyKeys;
  /** Fields that no row has a value of. */
  readonly missing: readonly WhyMissing[];
}

export interface WhyGate {
  /** Rows that it looked at. */
  readonly rows: number;
  readonly conditions: readonly WhyCondition[];
  /** How many of the conditions each row fails at least. */
  readonly fewest: number;
  /** Rows that fail so few, where that is more than one. */
  readonly nearest: readonly WhyNearest[];
}

/** One of the conditions that a row must all meet. */
export interface WhyCondition {
  readonly text: string;
  readonly place?: WhyPlace;
  /** Rows that meet it. */
  readonly passing: number;
  /** Rows that fail it and none of the others: near misses. */
  readonly nearMisses: number;
  /** Some of them. */
  readonly samples: readonly WhySample[];
  /** The fields that it looks at, where no row meets it. */
  readonly fields: readonly WhyField[];
  /** Of alternatives joined by OR that are conditions themselves: those of each, where no row meets it. */
  readonly alternatives: readonly WhyGate[];
}

export interface WhyField {
  readonly name: string;
  /** Rows that have a value. */
  readonly present: number;
  /** The commonest values with their counts: of rows that meet all other conditions, where there are some. */
  readonly values: readonly { readonly value: string; readonly count: number }[];
  /** A value that is near to the one asked for. */
  readonly near?: string;
  /** Of the values that are numbers; null where none is. */
  readonly least: number | null;
  readonly greatest: number | null;
}

/** A row that nearly came through. */
export interface WhySample {
  /** Epoch seconds. */
  readonly time?: number;
  readonly host?: string;
  /** The values of the fields that the condition looks at; an absent field has no key. */
  readonly values: Readonly<Record<string, Value>>;
  /** The beginning of the event. */
  readonly raw?: string;
}

/** A row that fails more than one condition, and those that it fails, by their place in the list. */
export interface WhyNearest extends WhySample {
  readonly fails: readonly number[];
}

/** The two sides of a join, or the results and the table of a lookup. */
export interface WhyKeys {
  /** The stage: not always the one that let nothing through, which may ask for what a lookup did not find. */
  readonly stage: string;
  /** The name of the lookup; absent for a join. */
  readonly lookup?: string;
  readonly left: WhySide;
  readonly right: WhySide;
  /** Left rows that met one of the right. */
  readonly matched: number;
  /** The same, where letters are not told apart. */
  readonly matchedCaseless: number;
  /** The commonest keys on the left that met nothing. */
  readonly unmatched: readonly WhyKey[];
}

export interface WhySide {
  readonly keys: readonly string[];
  readonly rows: number;
  /** Rows that have a value of all keys. */
  readonly withKeys: number;
  /** Keys that no row has a value of. */
  readonly absent: readonly string[];
  /** The commonest keys. */
  readonly samples: readonly WhyKey[];
}

export interface WhyKey {
  readonly values: readonly Value[];
  readonly count: number;
}

/** A field without a value in any row, and what may be the reason. */
export interface WhyMissing {
  readonly name: string;
  /** A name that is there and near to it. */
  readonly near?: string;
  /** The stage behind which it is gone. */
  readonly droppedBy?: string;
  /** The stage that should have made it. */
  readonly madeBy?: string;
}
