import { EVAL_DOCS } from './eval-docs.ts';
import { STATS_DOCS } from './stats-docs.ts';

/** What a reader of the reference needs. */
export interface FunctionDoc {
  /** How it is called: `if(<condition>, <value>, <otherwise>)`. */
  readonly syntax: string;
  readonly summary: string;
  /** What karst does otherwise than Splunk; absent where there is nothing to tell. */
  readonly differs?: string;
}

/** How a function may be called. */
export interface FunctionSignature {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly minimum: number;
  /** Absent: any number. */
  readonly maximum?: number;
  /** Arguments come in pairs: an odd number is an error. */
  readonly isPaired?: boolean;
  /** Every function has one: a test holds it. */
  readonly doc?: FunctionDoc;
}

type Row = readonly [name: string, minimum: number, maximum?: number];

function signatures(rows: readonly Row[]): FunctionSignature[] {
  return rows.map(([name, minimum, maximum]) =>
    maximum === Number.POSITIVE_INFINITY ? { name, minimum } : { name, minimum, maximum: maximum ?? minimum },
  );
}

const MANY = Number.POSITIVE_INFINITY;

/**
 * Every function of the eval language, by section of the reference. Names in lower case: SPL takes them in any.
 *
 * Source: Splunk Search Reference, Evaluation functions.
 */
export const EVAL_FUNCTIONS: readonly FunctionSignature[] = documented(EVAL_DOCS, [
  // 15.1 comparison and conditional
  { name: 'case', minimum: 2, isPaired: true },
  { name: 'validate', minimum: 2, isPaired: true },
  ...signatures([
    ['if', 3],
    ['coalesce', 1, MANY],
    ['nullif', 2],
    ['null', 0],
    ['true', 0],
    ['false', 0],
    ['isnull', 1],
    ['isnotnull', 1],
    ['in', 2, MANY],
    ['like', 2],
    ['match', 2],
    ['cidrmatch', 2],
    ['searchmatch', 1],
    ['lookup', 2, 3],
  ]),
  // 15.2 text
  ...signatures([
    ['lower', 1],
    ['upper', 1],
    ['len', 1],
    ['trim', 1, 2],
    ['ltrim', 1, 2],
    ['rtrim', 1, 2],
    ['replace', 3],
    ['substr', 2, 3],
    ['split', 2],
    ['urldecode', 1],
    ['spath', 2],
    ['printf', 1, MANY],
  ]),
  // 15.3 conversion
  ...signatures([
    ['tonumber', 1, 2],
    ['tostring', 1, 2],
    ['ipmask', 2],
    ['tojson', 1, 2],
    ['toarray', 1],
    ['tobool', 1],
    ['todouble', 1],
    ['toint', 1, 2],
    ['toobject', 1],
    ['tomv', 1],
  ]),
  // 15.4 mathematics and statistics
  { name: 'ceiling', aliases: ['ceil'], minimum: 1, maximum: 1 },
  ...signatures([
    ['abs', 1],
    ['floor', 1],
    ['exp', 1],
    ['ln', 1],
    ['log', 1, 2],
    ['pi', 0],
    ['pow', 2],
    ['sqrt', 1],
    ['exact', 1],
    ['sigfig', 1],
    ['random', 0],
    ['round', 1, 2],
    ['max', 1, MANY],
    ['min', 1, MANY],
    ['avg', 1, MANY],
    ['sum', 1, MANY],
    ['sin', 1],
    ['cos', 1],
    ['tan', 1],
    ['asin', 1],
    ['acos', 1],
    ['atan', 1],
    ['atan2', 2],
    ['sinh', 1],
    ['cosh', 1],
    ['tanh', 1],
    ['asinh', 1],
    ['acosh', 1],
    ['atanh', 1],
    ['hypot', 2],
  ]),
  // 15.5 multivalue
  ...signatures([
    ['mvcount', 1],
    ['mvindex', 2, 3],
    ['mvfilter', 1],
    ['mvmap', 2, 3],
    ['mvappend', 1, MANY],
    ['mvjoin', 2],
    ['mvdedup', 1],
    ['mvsort', 1],
    ['mvfind', 2],
    ['mvzip', 2, 3],
    ['mvrange', 2, 3],
    ['mvreverse', 1],
    ['mv_to_json_array', 1, 2],
    ['commands', 1],
  ]),
  // 15.6 date and time
  ...signatures([
    ['now', 0],
    ['time', 0],
    ['relative_time', 2],
    ['strftime', 2],
    ['strptime', 2],
  ]),
  // 15.7 informational
  ...signatures([
    ['isnum', 1],
    ['isstr', 1],
    ['isint', 1],
    ['isbool', 1],
    ['ismv', 1],
    ['isarray', 1],
    ['isobject', 1],
    ['isdouble', 1],
    ['typeof', 1],
  ]),
  // 15.8 cryptographic
  ...signatures([
    ['md5', 1],
    ['sha1', 1],
    ['sha256', 1],
    ['sha512', 1],
  ]),
  // 15.9 JSON
  { name: 'json_object', minimum: 0, isPaired: true },
  ...signatures([
    ['json', 1],
    ['json_array', 0, MANY],
    ['json_extract', 1, MANY],
    ['json_extract_exact', 1, MANY],
    ['json_keys', 1],
    ['json_set', 3, MANY],
    ['json_set_exact', 3, MANY],
    ['json_append', 3, MANY],
    ['json_extend', 3, MANY],
    ['json_delete', 2, MANY],
    ['json_valid', 1],
    ['json_array_to_mv', 1, 2],
    ['json_entries', 1],
    ['json_has_key_exact', 2],
  ]),
  // 15.10 bitwise
  ...signatures([
    ['bit_and', 2, MANY],
    ['bit_or', 2, MANY],
    ['bit_xor', 2, MANY],
    ['bit_not', 1, 2],
    ['bit_shift_left', 2],
    ['bit_shift_right', 2],
  ]),
]);

/**
 * Every statistical function. Those of `PERCENTILE_FUNCTIONS` carry a number in their name: `perc95`.
 *
 * Source: Splunk Search Reference, Statistical and charting functions.
 */
export const STATS_FUNCTIONS: readonly FunctionSignature[] = documented(STATS_DOCS, [
  { name: 'count', aliases: ['c'], minimum: 0, maximum: 1 },
  { name: 'dc', aliases: ['distinct_count'], minimum: 1, maximum: 1 },
  { name: 'avg', aliases: ['mean'], minimum: 1, maximum: 1 },
  ...signatures([
    ['estdc', 1],
    ['estdc_error', 1],
    ['sum', 1],
    ['sumsq', 1],
    ['min', 1],
    ['max', 1],
    ['range', 1],
    ['median', 1],
    ['mode', 1],
    ['stdev', 1],
    ['stdevp', 1],
    ['var', 1],
    ['varp', 1],
    ['first', 1],
    ['last', 1],
    ['earliest', 1],
    ['latest', 1],
    ['earliest_time', 1],
    ['latest_time', 1],
    ['rate', 1],
    ['rate_avg', 1],
    ['rate_sum', 1],
    ['values', 1],
    ['list', 1],
    ['per_second', 1],
    ['per_minute', 1],
    ['per_hour', 1],
    ['per_day', 1],
    ['sparkline', 1],
  ]),
]);

/** Statistical functions whose name ends in the percentile. */
export const PERCENTILE_FUNCTIONS: readonly FunctionSignature[] = documented(STATS_DOCS, [
  { name: 'perc', aliases: ['p', 'percentile'], minimum: 1, maximum: 1 },
  { name: 'exactperc', minimum: 1, maximum: 1 },
  { name: 'upperperc', minimum: 1, maximum: 1 },
]);

function documented(
  docs: Readonly<Record<string, readonly [syntax: string, summary: string, differs?: string]>>,
  functions: readonly FunctionSignature[],
): readonly FunctionSignature[] {
  return functions.map((one) => {
    const [syntax, summary, differs] = docs[one.name] ?? [];
    if (syntax === undefined || summary === undefined) return one;
    return { ...one, doc: { syntax, summary, ...(differs === undefined ? {} : { differs }) } };
  });
}

function indexed(functions: readonly FunctionSignature[]): ReadonlyMap<string, FunctionSignature> {
  return new Map(functions.flatMap((f) => [f.name, ...(f.aliases ?? [])].map((name) => [name, f] as const)));
}

const EVAL_BY_NAME = indexed(EVAL_FUNCTIONS);
const STATS_BY_NAME = indexed(STATS_FUNCTIONS);
const PERCENTILE_BY_NAME = indexed(PERCENTILE_FUNCTIONS);

/** The eval function of a name or alias in any case, or undefined. */
export function evalFunction(name: string): FunctionSignature | undefined {
  return EVAL_BY_NAME.get(name.toLowerCase());
}

/** What an aggregate's name says. */
export interface StatsFunctionName {
  readonly signature: FunctionSignature;
  /** From 0 to 100. */
  readonly percentile?: number;
}

/** The statistical function of a name or alias in any case, with the percentile in it, or undefined. */
export function statsFunction(name: string): StatsFunctionName | undefined {
  const signature = STATS_BY_NAME.get(name.toLowerCase());
  if (signature !== undefined) return { signature };
  const [, prefix = '', digits = ''] = /^([a-z]+)(\d+(?:\.\d+)?)$/i.exec(name) ?? [];
  const family = PERCENTILE_BY_NAME.get(prefix.toLowerCase());
  const percentile = Number(digits);
  return family === undefined || percentile > 100 ? undefined : { signature: family, percentile };
}

/** Names for the search for a near one. */
export function evalFunctionNames(): Iterable<string> {
  return EVAL_BY_NAME.keys();
}

/** Names for the search for a near one, without the percentile families. */
export function statsFunctionNames(): Iterable<string> {
  return STATS_BY_NAME.keys();
}
