/**
 * The plan: typed, dialect-neutral, plain JSON. Commands lower to these few operators; `sql/` has one emitter for
 * each operator and one answer for each function.
 *
 * Order. SPL results are ordered lists, SQL relations are not. Every operator therefore names its `order`: columns
 * whose sorting gives the order of results. Nothing is sorted until an operator needs it (Limit, Window, an
 * order-sensitive aggregate, the output). An order key is a hidden column, or a visible one for as long as nothing
 * changes it: the constructors in `plan/build.ts` keep a hidden copy when an operator replaces or drops it, and so
 * every key of `order` is always a column of `schema`. By operator:
 *   Scan       SEQUENCE ascending; of events `_time` descending, then SEQUENCE.
 *   Rows       SEQUENCE, counted from 0: its only column.
 *   Aggregate  its BY columns, left to right; a number other than `_time` has a further, hidden BY column that holds
 *              its text, since groups sort as texts.
 *   Sort       its keys, then the input's order.    Join   the left order, then the right one.
 *   Union      a hidden column with the number of the input, then the orders of the inputs (distinct columns).
 *   Unnest     the input's order, then a hidden column with the place of the value in its list.
 *   others     the input's order.
 */

/** text: VARCHAR. multi: a non-empty list of texts. number: a double. boolean: only inside expressions. */
export type ValueType = 'text' | 'number' | 'multi' | 'boolean';

/** A column of results. Hidden ones carry order and ranks; they have names that no field can have. */
export interface Column {
  readonly name: string;
  readonly type: ValueType;
}

/** The first character of every hidden column's name. */
export const HIDDEN = '\u0001';

export function isHidden(name: string): boolean {
  return name.startsWith(HIDDEN);
}

/**
 * The hidden number column that every table behind a Scan provides: the order of its rows, events and dataset rows in
 * the order of the input, stages and lookups in the order of their results, from 0.
 */
export const SEQUENCE = `${HIDDEN}seq`;

/**
 * The hidden column that says which events a row was made of, where a plan was asked to keep track: the ids of events,
 * text for one and multi for several; NULL for none. The tables of events and of datasets have it where their rows
 * were given ids.
 */
export const LINEAGE = `${HIDDEN}lineage`;

/** One sort key over a column of text or number. Texts compare by code point; NULL comes last in either direction. */
export interface OrderKey {
  readonly column: string;
  readonly isDescending: boolean;
}

export interface Schema {
  /** In output order; hidden columns last. */
  readonly columns: readonly Column[];
  /**
   * Further fields may exist that are not known before data is loaded: planning ahead of the data, to find out
   * what to load or to explain a search. A field that is not listed then counts as text.
   */
  readonly isOpen: boolean;
}

/** What a scan reads. */
export type Source =
  /** Events, newest first. */
  | { readonly kind: 'events' }
  /** Rows of a root dataset, names without prefix, with `_nodename` (multi) where the model has children. */
  | { readonly kind: 'dataset'; readonly model: string; readonly dataset: string }
  /** Points of measurement: dimensions, and `metric_name:NAME` for each value. */
  | { readonly kind: 'metrics' }
  /** The results handed to the search from outside. */
  | { readonly kind: 'input' }
  | { readonly kind: 'lookup'; readonly name: string }
  /** A plan that was run and kept, because what follows depends on its columns. */
  | { readonly kind: 'stage'; readonly id: number };

interface Base {
  readonly schema: Schema;
  readonly order: readonly OrderKey[];
}

export interface Named {
  readonly name: string;
  readonly expr: Expr;
}

export type Plan =
  | (Base & { readonly op: 'Scan'; readonly source: Source })
  /** So many rows with SEQUENCE as their only column: the seed of `makeresults`, and (0) of an empty input. */
  | (Base & { readonly op: 'Rows'; readonly count: number })
  | (Base & { readonly op: 'Filter'; readonly input: Plan; readonly predicate: Expr })
  /** Adds or replaces columns; every expression sees the input's columns, none of its sisters. */
  | (Base & { readonly op: 'Extend'; readonly input: Plan; readonly columns: readonly Named[] })
  /**
   * Exactly these columns, in this order (hidden ones among them). Where its schema is open, which only happens ahead
   * of the data, columns that are not listed pass unchanged.
   */
  | (Base & { readonly op: 'Project'; readonly input: Plan; readonly columns: readonly Named[] })
  /** One row for each combination of keys; without keys one row, also for no input. NULL keys are filtered before. */
  | (Base & {
      readonly op: 'Aggregate';
      readonly input: Plan;
      readonly by: readonly Named[];
      readonly aggregates: readonly NamedAggregate[];
    })
  /** Adds a column for each function, computed over the rows of the same partition. */
  | (Base & {
      readonly op: 'Window';
      readonly input: Plan;
      readonly partition: readonly Expr[];
      readonly functions: readonly NamedWindow[];
    })
  /** Orders by the keys, ties in the order before. The keys become hidden columns. */
  | (Base & {
      readonly op: 'Sort';
      readonly input: Plan;
      readonly keys: readonly { readonly name: string; readonly expr: Expr; readonly isDescending: boolean }[];
    })
  /** The first rows in order, after leaving out `offset` of them. */
  | (Base & { readonly op: 'Limit'; readonly input: Plan; readonly count: number; readonly offset: number })
  /**
   * Rows of both sides whose keys are equal (NULL equals nothing). Columns of the two sides have distinct names. `semi`:
   * rows of the left side that have a partner, with its columns alone, which may have the names of the right ones.
   */
  | (Base & {
      readonly op: 'Join';
      readonly left: Plan;
      readonly right: Plan;
      readonly type: 'inner' | 'left' | 'semi';
      readonly on: readonly { readonly left: Expr; readonly right: Expr }[];
    })
  /** Rows of all inputs; columns by name, missing ones NULL. */
  | (Base & { readonly op: 'Union'; readonly inputs: readonly Plan[] })
  /**
   * One row for each value of a multivalue column, which becomes text. Rows where it is NULL go, unless kept. A hidden
   * column of the schema that the input lacks takes the place of the value in its list, from 1.
   */
  | (Base & { readonly op: 'Unnest'; readonly input: Plan; readonly column: string; readonly keepsNull: boolean });

/**
 * An aggregate function over the rows of a group. Those marked * depend on the order of the input. An argument of type
 * multi stands for each of its values, in order; functions over numbers then take those values that are numbers.
 * For first, last, earliest and latest a multivalue is one value. The others get numbers or texts as they need them.
 */
export type AggregateName =
  | 'count' // rows; with an argument of boolean type: rows where it is true
  | 'countValues' // non-NULL values, every value of a multivalue
  | 'distinctCount' // distinct texts
  | 'sum'
  | 'avg'
  | 'sumsq'
  | 'range'
  | 'stdev'
  | 'stdevp'
  | 'var'
  | 'varp' // over numbers; NULL for none
  | 'min'
  | 'max' // number in, number out; text in: numbers before texts, as Splunk's aggregate functions page says
  | 'median'
  | 'mode'
  | 'percentile' // nearest rank, element floor(p/100*n) from 0; `parameter` is p
  | 'first'
  | 'last' // * the first and last non-NULL value
  | 'earliest'
  | 'latest' // the value with the smallest and largest `time`
  | 'earliestTime'
  | 'latestTime'
  | 'values' // distinct texts, sorted by code point
  | 'list'; // * all values in order, at most `parameter` of them

export interface NamedAggregate {
  readonly name: string;
  readonly type: ValueType;
  readonly fn: AggregateName;
  readonly argument?: Expr;
  /** What earliest and latest order by. */
  readonly time?: Expr;
  readonly parameter?: number;
}

export interface NamedWindow {
  readonly name: string;
  readonly type: ValueType;
  /** rowNumber counts from 1 in order. */
  readonly fn: AggregateName | 'rowNumber';
  readonly argument?: Expr;
  readonly time?: Expr;
  readonly parameter?: number;
  /**
   * The whole partition, or the rows in order from `preceding` rows back (absent: the first) to `following` on;
   * a negative `following` ends before the row itself: -1 is the row before. With `reach`, a whole number that is not
   * NULL, each row says itself from how many rows back.
   */
  readonly frame: 'partition' | { readonly preceding?: number; readonly reach?: Expr; readonly following: number };
}

export type Expr =
  | { readonly kind: 'Column'; readonly name: string; readonly type: ValueType }
  | { readonly kind: 'Literal'; readonly value: string | number | boolean | null; readonly type: ValueType }
  | { readonly kind: 'Call'; readonly fn: FunctionName; readonly args: readonly Expr[]; readonly type: ValueType }
  /** Only as an argument of anyValue, allValues, mapValues and filterValues: one text in. */
  | { readonly kind: 'Lambda'; readonly parameter: string; readonly body: Expr; readonly type: ValueType };

/**
 * Functions of the plan. Arguments have exactly the types written; the planner puts the conversions in. NULL in
 * gives NULL out unless said otherwise. `B` boolean, `N` number, `T` text, `M` multi, `X` any.
 */
export const FUNCTIONS = {
  // Logic, three-valued.
  and: 'B… → B',
  or: 'B… → B',
  not: 'B → B',
  isTrue: 'B → B, false for NULL',
  isNull: 'X → B',
  isNotNull: 'X → B',
  if: 'B, X, X → X, the second for false and NULL',
  case: 'B, X, B, X … → X, NULL when none is true',
  coalesce: 'X… → X, the first that is not NULL',

  // Comparison.
  textEquals: 'T, T → B',
  textLess: 'T, T → B, by code point',
  textLessOrEqual: 'T, T → B',
  numberEquals: 'N, N → B',
  numberLess: 'N, N → B',
  numberLessOrEqual: 'N, N → B',
  dynamicEquals: 'T, T → B: as numbers where both are numeric, else as texts',
  dynamicLess: 'T, T → B',
  dynamicLessOrEqual: 'T, T → B',
  textIn: 'T, T literal… → B',
  caselessEquals: 'T, T literal → B: the search language, without case',
  caselessIn: 'T, T literal… → B',
  wildcardMatch: 'T, T literal → B: whole value, `*` any run, without case',
  wildcardMatchCased: 'T, T literal → B: the same with case',
  like: 'T, T → B: `%` and `_`, no escape character, with case, whole value',
  cidrMatch: 'T address, T literal network → B, false for what is no address',
  keywordMatch: 'T raw, T literal → B: a term between breakers, `*` wildcard, without case',
  keywordMatchCased: 'T raw, T literal → B',
  termMatch: 'T raw, T literal → B: between major breakers only',
  regexMatch:
    'T, T literal, T literal engine re2 or js → B: found anywhere; for js any text, NULL for what is no pattern',

  // Multivalue.
  multi: 'X… → M: all values of all arguments in order, NULLs left out; NULL when none is left',
  anyValue: 'M, Lambda → B: true for some value',
  mapValues: 'M, Lambda → M: NULL results left out, multivalue ones joined; NULL when none is left',
  filterValues: 'M, Lambda → M: NULL when none is left',
  multiCount: 'M → N',
  multiIndex: 'M, N start, N end → M: from 0, negative from the end, inclusive, clipped; NULL when none is left',
  multiItem: 'M, N → T: one value, from 0, negative from the end',
  multiJoin: 'M, T → T',
  multiDistinct: 'M → M: first occurrences, order kept',
  multiSort: 'M → M: by code point',
  multiReverse: 'M → M',
  multiZip: 'M, M, T → M',
  multiRange: 'N start, N end, N step → M: texts of the numbers from start, end left out; NULL when there is none',
  multiFind: 'M, Lambda → N: index of the first value for which it is true',
  multiGreatest: 'M → N: of the values that are numbers; NULL for none',
  multiLeast: 'M → N',
  onlyValue: 'M → T: the value where there is exactly one, else NULL',
  firstValue: 'M → T',

  // Conversion.
  toNumber: 'T → N: the whole text is a decimal number (sign, digits, fraction, exponent), else NULL',
  toText: 'N → T: integers without point up to 2^53, else the shortest digits',
  booleanText: 'B → T: True or False',
  toNumberBase: 'T, N base → N',
  toHex: 'N → T: 0xF',
  toBinary: 'N → T',
  toCommas: 'N → T',
  toDuration: 'N → T',

  // Arithmetic. Not finite gives NULL.
  add: 'N, N → N',
  subtract: 'N, N → N',
  multiply: 'N, N → N',
  multiplyRounded: 'N, N, N digits → N: to that many significant digits, never coarser than whole numbers',
  divide: 'N, N → N: NULL for a zero divisor',
  modulo: 'N, N → N: NULL for a zero divisor; sign of the dividend',
  dynamicAdd: 'T, T → T: the sum as toText prints it where both are numbers, else the two joined; chains of it nest',
  negate: 'N → N',
  abs: 'N → N',
  ceil: 'N → N',
  floor: 'N → N',
  round: 'N, N digits → N: halves up, in binary doubles',
  sqrt: 'N → N',
  exp: 'N → N',
  ln: 'N → N',
  log: 'N, N base → N',
  pow: 'N, N → N',
  pi: '→ N',
  sigfig: 'N, N digits → N',
  random: '→ N: 0 to 2^31-1',
  greatestNumber: 'N… → N, NULLs left out',
  leastNumber: 'N… → N, NULLs left out',
  sin: 'N → N',
  cos: 'N → N',
  tan: 'N → N',
  asin: 'N → N',
  acos: 'N → N',
  atan: 'N → N',
  atan2: 'N, N → N',
  sinh: 'N → N',
  cosh: 'N → N',
  tanh: 'N → N',
  asinh: 'N → N',
  acosh: 'N → N',
  atanh: 'N → N',
  hypot: 'N, N → N',
  bitAnd: 'N, N → N',
  bitOr: 'N, N → N',
  bitXor: 'N, N → N',
  bitNot: 'N → N',
  bitLeft: 'N, N → N',
  bitRight: 'N, N → N',

  // Text.
  concat: 'T… → T: NULL when one is NULL',
  lower: 'T → T',
  upper: 'T → T',
  length: 'T → N: code points',
  substring: 'T, N start, N length → T: from 1, negative from the end',
  substringFrom: 'T, N start → T',
  trim: 'T, T characters → T',
  trimLeft: 'T, T characters → T',
  trimRight: 'T, T characters → T',
  split: 'T, T delimiter → M',
  translate: 'T, T literal, T literal → T: each character of the second becomes the one at its place in the third',
  replaceText: 'T, T, T → T: every occurrence of a literal',
  regexReplace:
    'T, T literal, T, T literal engine → T: every match; \\1 … \\9 in the replacement; the pattern as in regexMatch',
  regexReplaceSome:
    'T, T literal pattern, T, N literal skipped, N literal count, T literal engine → T: so many matches, after some that stay',
  regexFirst:
    'T, T literal RE2 pattern, N literal group → T: what the group was in the first match; NULL for none and for an empty text',
  regexGroups:
    'T, T literal RE2 pattern, T literal groups → M: what each of the groups 1,3,… was in the first match, empty for none',
  regexAll:
    'T, T literal RE2 pattern, N literal group, N literal count → M: the group in so many matches (0: all), empty ones left out',
  regexMatches:
    'T, T literal pattern, T literal groups, N literal count → T: JSON, for each of the groups 1,3,… a list of what it was in so many matches (0: all); in JavaScript',
  regexOffsets:
    'T, T literal pattern, N literal count → T: where named groups lay in so many matches, as name=first-last joined by &; NULL for none',
  jsonListAt: 'T JSON list of lists of texts, N literal index → M: one of the lists; NULL for an empty one',
  spathValues:
    'T JSON or XML, T literal path → M: the texts at a path such as a.b{}.c or a.b{@c}; NULL for none and other texts',
  jsonOf: 'X → T: the value as JSON: a text quoted, a multivalue as a list, null for NULL',
  jsonApply:
    'T JSON, T literal operation, T JSON list of arguments → T: a JSON function of eval; NULL for what is no JSON',
  jsonValues: 'T JSON list, T literal plain or quoted → M: its elements, strings with their quotes where quoted',
  printf: 'T format, T JSON list of texts → T: NULL where an argument is missing or does not fit',
  commandNames: 'T search → M: the names of its commands',
  locate:
    'T address or network, T literal field of iplocation, T literal languages → T: NULL for no address and for what is not known of it',
  ipMask: 'T mask, T address → T: NULL for what is no IPv4 address',
  urlDecode: 'T → T',
  md5: 'T → T',
  sha1: 'T → T',
  sha256: 'T → T',
  sha512: 'T → T',

  // Time: epoch seconds.
  now: '→ N: the start of the search, a constant',
  timeBucket: 'N, N span in seconds, N offset → N: floor((t-offset)/span)*span+offset',
  calendarBucket: "N, T literal unit 'day' 'week' 'month' 'quarter' 'year', N count → N: in the session zone",
  relativeTime: 'N, T modifier → N: in the session zone; mostly a literal; NULL for what is no modifier',
  formatTime: 'N, T literal strftime format → T: in the session zone',
  parseTime: 'T, T literal strptime format → N: in the session zone',
} as const;

export type FunctionName = keyof typeof FUNCTIONS;

export type Value = string | number | readonly string[];

/** One result. An absent field has no key; keys stand in column order. */
export type Row = Readonly<Record<string, Value>>;
