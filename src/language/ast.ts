import type { Span } from '../shared/span.ts';

/** A node of the syntax tree. Spans count in the expanded text (see `Expansion`), not in the text as typed. */
export type Node<K extends string, F = unknown> = { readonly kind: K; readonly span: Span } & Readonly<F>;

/** A field name as written, without its quotes; wildcards stay in it. */
export type FieldName = Node<'FieldName', { name: string; isQuoted: boolean }>;

// The search language (`search`, `tstats where`, `inputlookup where`).

/** A value on the right of a comparison: unescaped once, with `*` as the wildcard. It never names a field. */
export type SearchValue = Node<'SearchValue', { text: string; isQuoted: boolean }>;

export type SearchOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';

export type SearchExpr =
  | Node<'SearchAnd', { terms: readonly SearchExpr[] }>
  | Node<'SearchOr', { terms: readonly SearchExpr[] }>
  | Node<'SearchNot', { term: SearchExpr }>
  /** `field op value`; `==` is stored as `=`. */
  | Node<'SearchComparison', { field: FieldName; operator: SearchOperator; value: SearchValue }>
  | Node<'SearchIn', { field: FieldName; values: readonly SearchValue[] }>
  /** A bare word or quoted phrase, looked for in `_raw`. A lone `*` matches every result. */
  | Node<'SearchKeyword', { value: SearchValue }>
  /** `TERM(x)` and `CASE(x)`. */
  | Node<'SearchTerm', { value: SearchValue }>
  | Node<'SearchCase', { value: SearchValue }>
  | Node<'SearchSubsearch', { pipeline: Pipeline }>
  /** The empty expression: `search` without arguments, or a macro that expands to `()`. Matches everything. */
  | Node<'SearchEverything'>;

// The eval language (`eval`, `where`, `count(eval())`): section 6.

export type EvalBinaryOperator =
  | 'AND'
  | 'OR'
  | 'XOR'
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '.'
  | 'LIKE';

export type EvalExpr =
  /** A field: bare, or in single quotes. */
  | Node<'EvalField', { name: string; isQuoted: boolean }>
  /** A bare `a.b.c`: the field of that name where the result has one, else the concatenation of its parts. */
  | Node<'EvalDotted', { name: string; parts: readonly string[] }>
  | Node<'EvalString', { value: string }>
  /** `text` keeps the digits as written: their count matters for products. */
  | Node<'EvalNumber', { value: number; text: string }>
  | Node<'EvalUnary', { operator: '-' | 'NOT'; operand: EvalExpr }>
  | Node<'EvalBinary', { operator: EvalBinaryOperator; left: EvalExpr; right: EvalExpr }>
  | Node<'EvalIn', { operand: EvalExpr; values: readonly EvalExpr[] }>
  /** What its text stands for is put in its place before the expression is planned. */
  | Node<'EvalSubsearch', { pipeline: Pipeline }>
  /** The name in lower case, as the registry spells it. */
  | Node<'EvalCall', { name: string; args: readonly EvalExpr[] }>;

/** `target=expression` of eval. The target may hold `{field}` parts. */
export type Assignment = Node<'Assignment', { target: FieldName; value: EvalExpr }>;

/** One aggregate of stats and its kin: `count`, `dc(user) AS n`, `count(eval(a>1))`, `values(Processes.*)`. */
export type AggregateCall = Node<
  'AggregateCall',
  {
    /** In lower case, aliases resolved to the registry's name: `c` is `count`, `mean` is `avg`. */
    name: string;
    /** The number in `perc95`, `p50`, `exactperc99.9`. */
    percentile?: number;
    argument?: FieldName | EvalExpr;
    /** Of `eval`, an expression over statistics: those, which the argument reads as fields of their outputs. */
    parts?: readonly AggregateCall[];
    /** The output name: the AS name, or the text of the call as typed (`dc(user)`). */
    output: string;
    hasAlias: boolean;
  }
>;

/** A chain of commands. The first one is generating, or works on the results handed in. */
export type Pipeline = Node<'Pipeline', { commands: readonly CommandNode[] }>;

/**
 * What every command's node shares. The nodes themselves are declared beside their commands in `commands/`;
 * `commands/index.ts` holds the union of them.
 */
export type CommandNode = Node<string>;

/** Where the expanded text came from: the pieces tile it, in order. */
export interface ExpansionPiece {
  /** In the expanded text. */
  readonly span: Span;
  /** In the text as typed: the same characters, or the macro call that they came from. */
  readonly origin: Span;
  /** The macro whose definition the piece comes from; absent for text that was typed. */
  readonly macro?: string;
}

/** A search text with its comments removed and its macros expanded. */
export interface Expansion {
  /** As typed. */
  readonly source: string;
  /** After expansion: what the parser reads. */
  readonly text: string;
  readonly pieces: readonly ExpansionPiece[];
}

/** A macro as content defines it. */
export interface MacroDefinition {
  readonly name: string;
  readonly arguments: readonly string[];
  readonly definition: string;
  /** `iseval`: the definition is an eval expression that gives the text. */
  readonly isEval?: boolean;
}

/** Finds a macro by its name and the number of arguments it is called with. */
export type MacroLookup = (name: string, argumentCount: number) => MacroDefinition | undefined;

/** The texts of saved searches by name. */
export type SavedSearches = ReadonlyMap<string, string>;

/** What `parse` gives. */
export interface ParsedSearch {
  readonly expansion: Expansion;
  readonly pipeline: Pipeline;
  /** What its macros were found with: a search that a command makes of a text (`map`) is expanded when it is made. */
  readonly macros?: MacroLookup;
  /** What `savedsearch` may name. */
  readonly savedSearches?: SavedSearches;
}
