import type { Dialect } from '../dialect.ts';
import { binary, literalNumber, literalText, literalValue, named, operator, ternary, unary, variadic } from './call.ts';
import { placesOf } from './json-places.ts';
import { cidrMatch, keyword, like, lowered, replacement, term, wildcard } from './patterns.ts';
import { booleanText, isPlain, jsonOf, macroCall, number, string } from './spelling.ts';
import { formatTime } from './time.ts';

const bound = (name: string) => variadic((args) => macroCall(name, ...args));
/** Two operands that are plain are worked out twice for less than it costs to bind them. */
const finite = (symbol: string) =>
  binary((a, b) => `${isPlain(a) && isPlain(b) ? 'spl_finite_of' : 'spl_finite'}(${a} ${symbol} ${b})`);
/** A function that the database refuses outside its domain, where SPL has NULL. */
const partial = (name: string) => variadic((args) => `spl_finite(TRY(${name}(${args.join(', ')})))`);
const bits = (symbol: string) => binary((a, b) => asDouble(`TRY(${integer(a)} ${symbol} ${integer(b)})`));
const joined = (word: string, none: string) =>
  variadic((args) => (args.length === 0 ? none : `(${args.join(` ${word} `)})`));

export const functions: Dialect['functions'] = {
  and: joined('AND', 'true'),
  or: joined('OR', 'false'),
  not: unary((a) => `(NOT ${a})`),
  isTrue: unary((a) => `(${a} IS TRUE)`),
  isNull: unary((a) => `(${a} IS NULL)`),
  isNotNull: unary((a) => `(${a} IS NOT NULL)`),
  if: ternary((condition, a, b) => `CASE WHEN ${condition} THEN ${a} ELSE ${b} END`),
  case: variadic((args) => `CASE${branches(args)} END`),
  coalesce: named('coalesce'),

  textEquals: operator('='),
  textLess: operator('<'),
  textLessOrEqual: operator('<='),
  numberEquals: operator('='),
  numberLess: operator('<'),
  numberLessOrEqual: operator('<='),
  dynamicEquals: bound('spl_equals'),
  dynamicLess: bound('spl_less'),
  dynamicLessOrEqual: bound('spl_less_or_equal'),
  textIn: variadic(([a, ...values]) => `(${a} IN (${values.join(', ')}))`),
  caselessEquals: unary((a, site) => `(lower(${a}) = ${lowered(literalText(site, 1))})`),
  caselessIn: unary((a, site) => {
    const values = site.exprs.slice(1).map((_, index) => lowered(literalText(site, index + 1)));
    return `(lower(${a}) IN (${values.join(', ')}))`;
  }),
  wildcardMatch: unary((a, site) => wildcard(`lower(${a})`, literalText(site, 1), lowered)),
  wildcardMatchCased: unary((a, site) => wildcard(a, literalText(site, 1), string)),
  like: binary((a, pattern, site) => like(a, pattern, literalValue(site.exprs[1]))),
  cidrMatch: unary((a, site) => cidrMatch(a, literalText(site, 1))),
  keywordMatch: unary((a, site) => keyword(a, literalText(site, 1), 'i')),
  keywordMatchCased: unary((a, site) => keyword(a, literalText(site, 1), '')),
  termMatch: unary((a, site) => term(a, literalText(site, 1))),
  regexMatch: binary((a, pattern, site) =>
    literalText(site, 2) === 'js' ? `spl_regex_match(${a}, ${pattern})` : `regexp_matches(${a}, ${pattern})`,
  ),

  multi: variadic((args, site) => {
    const lists = args.map((arg, index) => (site.exprs[index]?.type === 'multi' ? arg : macroCall('spl_multi', arg)));
    const all = lists.reduce((list, next) => `list_concat(${list}, ${next})`);
    // Joined, lists that are NULL in columns make an empty list.
    return lists.length === 1 ? all : `spl_some(${all})`;
  }),
  anyValue: binary((list, lambda) => `(len(list_filter(${list}, ${lambda})) > 0)`),
  mapValues: binary((list, lambda, site) => {
    const values = `list_transform(${list}, ${lambda})`;
    const type = site.exprs[1]?.type;
    if (type === 'multi') return `spl_some(flatten(${values}))`;
    const texts = type === 'number' ? `list_transform(${values}, lambda x: spl_text_of(x))` : values;
    return `spl_some(list_filter(${texts}, lambda x: x IS NOT NULL))`;
  }),
  filterValues: binary((list, lambda) => `spl_some(list_filter(${list}, ${lambda}))`),
  multiCount: unary((a) => asDouble(`len(${a})`)),
  multiIndex: named('spl_slice'),
  multiItem: bound('spl_item'),
  multiJoin: named('spl_join'),
  multiDistinct: named('spl_distinct'),
  multiSort: named('list_sort'),
  multiReverse: named('list_reverse'),
  multiZip: named('spl_zip'),
  multiRange: named('spl_range'),
  multiFind: binary((list, lambda) =>
    asDouble(`nullif(list_position(list_transform(${list}, ${lambda}), true), 0) - 1`),
  ),
  multiGreatest: unary((a) => `(spl_numbers(${a}))[-1]`),
  multiLeast: unary((a) => `(spl_numbers(${a}))[1]`),
  onlyValue: bound('spl_only'),
  firstValue: unary((a) => `(${a})[1]`),

  toNumber: bound('spl_number'),
  toText: bound('spl_text'),
  booleanText: unary((a) => booleanText(a)),
  toNumberBase: named('spl_number_base'),
  toHex: named('spl_hex'),
  toBinary: named('spl_binary'),
  toCommas: named('spl_commas'),
  toDuration: named('spl_duration'),

  add: finite('+'),
  dynamicAdd: named('spl_add'),
  subtract: finite('-'),
  multiply: finite('*'),
  multiplyRounded: ternary((a, b, digits) => `spl_round_significant(spl_finite(${a} * ${b}), ${digits})`),
  divide: finite('/'),
  modulo: finite('%'),
  negate: unary((a) => `(- ${a})`),
  abs: named('abs'),
  ceil: named('ceil'),
  floor: named('floor'),
  round: bound('spl_round'),
  sqrt: partial('sqrt'),
  exp: partial('exp'),
  ln: partial('ln'),
  log: named('spl_log'),
  pow: partial('pow'),
  pi: variadic(() => number(Math.PI)),
  sigfig: named('spl_sigfig'),
  random: variadic(() => 'floor(random() * 2147483648e0)'),
  greatestNumber: named('greatest'),
  leastNumber: named('least'),
  sin: partial('sin'),
  cos: partial('cos'),
  tan: partial('tan'),
  asin: partial('asin'),
  acos: partial('acos'),
  atan: partial('atan'),
  atan2: partial('atan2'),
  sinh: partial('sinh'),
  cosh: partial('cosh'),
  tanh: partial('tanh'),
  asinh: partial('asinh'),
  acosh: partial('acosh'),
  atanh: partial('atanh'),
  hypot: binary((a, b) => `spl_finite(sqrt(pow(${a}, 2) + pow(${b}, 2)))`),
  bitAnd: bits('&'),
  bitOr: bits('|'),
  bitXor: binary((a, b) => asDouble(`xor(${integer(a)}, ${integer(b)})`)),
  bitNot: unary((a) => asDouble(`(~ ${integer(a)})`)),
  bitLeft: bits('<<'),
  bitRight: bits('>>'),

  concat: joined('||', "''"),
  lower: named('lower'),
  upper: named('upper'),
  length: unary((a) => asDouble(`length(${a})`)),
  substring: ternary((a, start, length) => `substring(${a}, ${integer(start)}, greatest(${integer(length)}, 0))`),
  substringFrom: binary((a, start) => `substring(${a}, ${integer(start)})`),
  trim: bound('spl_trim'),
  trimLeft: bound('spl_ltrim'),
  trimRight: bound('spl_rtrim'),
  split: named('string_split'),
  translate: named('translate'),
  replaceText: named('replace'),
  regexReplace: ternary((a, pattern, text, site) => {
    if (literalText(site, 3) === 'js') return `spl_regex_replace(${a}, ${pattern}, ${text})`;
    return `regexp_replace(${a}, ${pattern}, ${replacement(text, literalValue(site.exprs[2]), literalText(site, 1))}, 'g')`;
  }),
  regexReplaceSome: variadic((args, site) => {
    const [a = '', pattern = '', text = '', skipped = '', count = ''] = args;
    if (literalText(site, 5) === 'js')
      return `spl_regex_replace_some(${[a, pattern, text, skipped, count].join(', ')})`;
    const to = replacement(text, literalValue(site.exprs[2]), literalText(site, 1));
    return `regexp_replace(${a}, ${pattern}, ${to})`;
  }),
  regexFirst: binary((a, pattern, site) => `nullif(regexp_extract(${a}, ${pattern}, ${literalNumber(site, 2)}), '')`),
  regexGroups: binary((a, pattern, site) => groupTexts(a, pattern, literalText(site, 2))),
  regexAll: binary((a, pattern, site) => {
    const all = `regexp_extract_all(${a}, ${pattern}, ${literalNumber(site, 2)})`;
    const count = literalNumber(site, 3);
    const some = count === 0 ? all : `list_slice(${all}, 1, ${count})`;
    return `spl_some(list_filter(${some}, lambda x: x <> ''))`;
  }),
  // Functions of ours give texts only: lists come as JSON.
  regexMatches: named('spl_regex_matches'),
  regexOffsets: named('spl_regex_offsets'),
  jsonListAt: unary((a, site) => `spl_some(from_json(${a}, '[["VARCHAR"]]')[${literalNumber(site, 1) + 1}])`),
  spathValues: unary((a, site) => placesOf(a, literalText(site, 1))),
  jsonOf: unary((a, site) => jsonOf(a, site.exprs[0]?.type ?? 'text')),
  jsonApply: named('spl_json'),
  jsonValues: binary((a, quotes) => `from_json(spl_json_values(${a}, ${quotes}), '["VARCHAR"]')`),
  printf: named('spl_printf'),
  commandNames: unary((a) => `from_json(spl_command_names(${a}), '["VARCHAR"]')`),
  ipMask: named('spl_ip_mask'),
  locate: named('spl_locate'),
  urlDecode: named('spl_url_decode'),
  md5: named('md5'),
  sha1: named('sha1'),
  sha256: named('sha256'),
  sha512: named('spl_sha512'),

  now: variadic((_, site) => number(site.now)),
  timeBucket: bound('spl_bucket'),
  calendarBucket: ternary(
    (t, unit, count, site) => `spl_calendar_bucket(${t}, ${unit}, ${count}, ${string(site.timezone)})`,
  ),
  relativeTime: binary((t, modifier, site) => `spl_relative_time(${t}, ${modifier}, ${string(site.timezone)})`),
  formatTime: binary((t, format, site) => formatTime(t, format, literalValue(site.exprs[1]), site.timezone)),
  parseTime: binary((text, format, site) => {
    return `spl_parse_time(${text}, ${format}, ${string(site.timezone)}, ${number(site.now)})`;
  }),
};

/** Texts of groups by their numbers: the database gives all groups of a match at once, by names that we choose. */
function groupTexts(a: string, pattern: string, groups: string): string {
  const numbers = groups.split(',').map(Number);
  const names = Array.from({ length: Math.max(...numbers) }, (_, index) => `'g${index + 1}'`);
  const texts = numbers.map((group) => `g.g${group}`);
  return `list_transform([regexp_extract(${a}, ${pattern}, [${names.join(', ')}])], lambda g: [${texts.join(', ')}])[1]`;
}

function branches(args: readonly string[]): string {
  const parts: string[] = [];
  for (let index = 0; index + 1 < args.length; index += 2) parts.push(` WHEN ${args[index]} THEN ${args[index + 1]}`);
  return parts.join('');
}

function integer(sql: string): string {
  return `spl_integer(${sql})`;
}

function asDouble(sql: string): string {
  return `CAST(${sql} AS DOUBLE)`;
}
