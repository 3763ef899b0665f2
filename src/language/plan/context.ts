import type { ErrorCode } from '../../shared/codes.ts';
import type { CommandNode, Expansion, SavedSearches } from '../ast.ts';
import type { Plan, Row, Schema } from '../ir.ts';
import type { Models } from '../models/model.ts';
import type { LookupScriptName } from './lookup-scripts.ts';

/** A dataset of a data model as the planner sees it. Field names carry no prefix. */
export interface DatasetSchema {
  readonly model: string;
  /** The dataset that the search named, e.g. `Failed_Authentication`. */
  readonly dataset: string;
  /** The root it descends from, which names the table and the prefix of inherited fields. */
  readonly root: string;
  /** Dataset names from the root down to this one: the values of `_nodename` are these joined by dots. */
  readonly path: readonly string[];
  /** Every field that the model declares or calculates. Others do not exist for tstats. */
  readonly fields: readonly string[];
  readonly schema: Schema;
}

/** How the values of results meet the rows of a lookup. */
export interface LookupMatching {
  /** Columns that do not match exactly: their cells are patterns with `*`, or networks. */
  readonly matches: readonly { readonly kind: 'WILDCARD' | 'CIDR'; readonly field: string }[];
  readonly isCaseSensitive: boolean;
  /** Where fewer rows match, `defaultMatch` fills up the outputs. */
  readonly minMatches: number;
  /** Later rows are left out. */
  readonly maxMatches: number;
  readonly defaultMatch?: string;
  /** Its outputs are computed: there are no rows. */
  readonly script?: LookupScriptName;
}

/** A lookup as the planner sees it. */
export interface LookupTable extends LookupMatching {
  readonly schema: Schema;
  /** The file that its rows should be in, where there is none. */
  readonly missingFile?: string;
  /** The lookup whose rows these are, where it is another name for its file. */
  readonly rowsOf?: string;
}

/** How results become rows of a lookup. */
export interface LookupWriting {
  /** More rows for those that are there; else other ones. */
  readonly isAppended: boolean;
  /** Whether several values of a cell stay apart. A collection always keeps them so. */
  readonly keepsValues?: boolean;
  /** Rows of the same key are changed, others added. `isAllowed`: whether those that are there may change. */
  readonly updates?: { readonly keyField: string; readonly isAllowed: boolean };
}

/** What there is to search. Schemas only: the planner never sees rows of tables. */
export interface Catalog {
  /** Columns of the events table. */
  readonly events: Schema;
  /** Columns of the points of measurement, `metric_name:cpu.idle` for one; absent where there are none. */
  readonly metrics?: Schema;
  /** The results handed in from outside, if there are any. */
  readonly input?: Schema;
  models(): readonly string[];
  /** Datasets of a model, roots first; empty for an unknown model. */
  datasets(model: string): readonly DatasetSchema[];
  /** A lookup, or undefined for an unknown one. Absent: there are no lookups to be had. */
  lookup?(name: string): LookupTable | undefined;
  /** The names of all lookups, for hints. */
  lookups?(): readonly string[];
  /** Takes the name of a lookup that a search is going to write, ahead of the data. */
  willWrite?(name: string): void;
}

/** Rows into rows, for what a command does that no operator of the plan can say. */
export interface RowTransform {
  /**
   * How the rows that come out go with those that go in, for whoever keeps track of events: `each` is one for each, in
   * their order; `carried` are rows with all that is in those they are made of, LINEAGE too; `aside` are rows that are
   * joined to results which keep track themselves. Absent: nobody can tell.
   */
  readonly lineage?: 'each' | 'carried' | 'aside';
  /** The columns that come out, as far as they are known before the rows are. */
  schema(input: Schema): Schema;
  /** Gets the rows in order, in batches, and gives the rows that come out in theirs. Internal fields are among them. */
  run(rows: AsyncIterable<readonly Row[]>): AsyncIterable<readonly Row[]>;
}

/** What is known about something that is worth telling. */
export interface WarningDetails {
  readonly code?: ErrorCode;
  readonly hint?: string;
  /** The field that it is about, as the search names it. */
  readonly field?: string;
}

/** Gathers what pipelines begin with: scans, and the conditions on them that hold whatever the data are. */
export interface Bases {
  add(base: Plan): void;
  /** Whether a scan belongs to a plan that was added. */
  has(scan: Plan): boolean;
}

/** A command that was planned. */
export interface PlannedCommand {
  readonly node: CommandNode;
  /** What it works on; undefined at the start of a pipeline. */
  readonly input: Plan | undefined;
  readonly output: Plan;
  readonly context: PlanContext;
}

/** What planning may ask of the world. An engine answers it; so does `openEnvironment()`, without any data. */
export interface PlanEnvironment {
  readonly catalog: Catalog;
  /** What now() is, in epoch seconds. */
  readonly now: number;
  /** IANA name of the session's time zone. */
  readonly timezone: string;
  /** Bounds of the search in epoch seconds: earliest inclusive, latest exclusive; absent is all time. */
  readonly earliest?: number;
  readonly latest?: number;
  /** There is no data behind it: what a subsearch or a stage would give is not known yet. */
  readonly isAheadOfData?: boolean;
  /** Takes the beginnings of pipelines, ahead of the data. */
  readonly bases?: Bases;
  /** There is a database of the places of addresses. */
  readonly hasLocations?: boolean;
  /** Takes what is worth telling but does not stop the search: a field that its data model does not have. */
  warn?(message: string, details?: WarningDetails): void;
  /** Is told of every command that was planned, subsearches before the command that they belong to. */
  planned?(command: PlannedCommand): void;
  /** Runs a plan to its end: a subsearch whose rows become a filter. */
  rows(plan: Plan): Promise<readonly Row[]>;
  /** Runs a plan and keeps its result, for commands that depend on the columns found: a Scan over it. */
  stage(plan: Plan): Promise<Plan>;
  /** Makes results the rows of a lookup, for the searches that follow. Absent: nothing is written. */
  writeLookup?(name: string, plan: Plan, writing: LookupWriting): Promise<void>;
  /** What `fit` trained and `apply` uses. Absent: there are no models to be had, and none is kept. */
  readonly models?: Models;
  /** Watches the search while it is planned: what each of its commands makes of its input. Absent: nobody does. */
  readonly observer?: PlanObserver;
  /** Runs a plan, passes its rows through a function and keeps what comes out: a Scan over it. */
  transform(plan: Plan, transform: RowTransform): Promise<Plan>;
}

/** Watches what a search is planned to, pipeline by pipeline. */
export interface PlanObserver {
  /** A pipeline begins: the search itself, or one inside a command. Gives what watches its commands. */
  pipeline(): PipelineObserver;
}

/** Watches the commands of one pipeline. */
export interface PipelineObserver {
  /** What watches the pipelines inside a command. */
  inside(node: CommandNode): PlanObserver;
  /** Takes what a command makes of its input, and gives what the next one goes on from: the same results. */
  planned(stage: PlannedStage): Promise<Plan>;
}

/** A command that was planned. */
export interface PlannedStage {
  readonly node: CommandNode;
  /** Absent at the start of a pipeline. */
  readonly input: Plan | undefined;
  readonly results: Plan;
  /** What it was planned with, unwatched. */
  readonly context: PlanContext;
}

/** Names of fields; `all` where they cannot be told. */
export type FieldsRead = ReadonlySet<string> | 'all';

/** What a command's `plan` gets beside its node and its input. */
export interface PlanContext {
  readonly environment: PlanEnvironment;
  /** For errors: the text that the nodes' spans count in. */
  readonly expansion: Expansion;
  /** The texts of saved searches by name; absent where there are none. */
  readonly savedSearches?: SavedSearches;
  /** Which fields of a command's results those behind it read: others need not be kept. */
  readLater(): Promise<FieldsRead>;
  /** Plans the commands of a subsearch, which has no input. */
  subsearch(commands: readonly CommandNode[]): Promise<Plan>;
  /** Plans commands that go on from these results. */
  pipeline(commands: readonly CommandNode[], input: Plan): Promise<Plan>;
  /**
   * Plans a search that a command made as text, with the macros of this one: on from these results, or (undefined) as
   * one of its own. Its problems show that text.
   */
  text(spl: string, input: Plan | undefined): Promise<Plan>;
}
