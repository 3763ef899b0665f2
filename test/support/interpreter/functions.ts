import { createHash } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import { commandNames } from '../../../src/engine/functions/commands.ts';
import { ipMask } from '../../../src/engine/functions/ip-mask.ts';
import { jsonApply, jsonValues } from '../../../src/engine/functions/json.ts';
import { printf } from '../../../src/engine/functions/printf.ts';
import type { FunctionName } from '../../../src/language/index.ts';
import { compileRegex, type RegexMatcher, regexMatcher } from '../../../src/language/index.ts';
import { xmlValues } from '../../../src/language/plan/xml-leaves.ts';
import { relativeTime } from '../../../src/language/time/modifier.ts';
import { locationOf } from '../locations.ts';
import { type Cell, compareText, toNumber } from './values.ts';

const applyJson = jsonApply();
const listJson = jsonValues();

type Apply = (...args: readonly never[]) => Cell;

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
const fold = (value: string) => value.toLowerCase();
const listOrNull = (values: readonly string[]): Cell => (values.length === 0 ? null : values);
const quote = (value: string) => value.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

function wildcard(pattern: string, flags: string): RegExp {
  return new RegExp(`^${pattern.split('*').map(quote).join('.*')}$`, `s${flags}`);
}

/** What the plan writes for RE2 means the same to PCRE. */
function regex(pattern: string): RegexMatcher {
  const matcher = regexMatcher(compileRegex(pattern));
  if (matcher === undefined) throw new Error(`no translation of ${pattern}`);
  return matcher;
}

function offsetsOf(value: string, pattern: string, count: number): string | undefined {
  const compiled = compileRegex(pattern);
  const found = regex(pattern).places(value, count === 0 ? undefined : count);
  const parts = found.flatMap((places) =>
    compiled.groups.flatMap(({ name, index }) => {
      const place = places[index - 1];
      if (name === undefined || place === undefined || place.start === place.end) return [];
      const [from, to] = [place.start, place.end].map((offset) => [...value.slice(0, offset)].length);
      return [`${name}=${from}-${(to ?? 0) - 1}`];
    }),
  );
  return parts.length === 0 ? undefined : parts.join('&');
}

function isPattern(text: string): boolean {
  try {
    return compileRegex(text) !== undefined;
  } catch {
    return false;
  }
}

function dynamic(test: (difference: number) => boolean): (a: string, b: string) => boolean {
  return (a, b) => {
    const [x, y] = [toNumber(a), toNumber(b)];
    return test(x !== null && y !== null ? x - y : compareText(a, b));
  };
}

function term(raw: string, word: string, breakers: string, flags: string): boolean {
  const body = word.split('*').map(quote).join('.*');
  return new RegExp(`(?:^|[${breakers}])${body}(?:$|[${breakers}])`, `s${flags}`).test(raw);
}

const MAJOR = '\\s,\\[\\]()"\'{}<>;|&!?=+';
const ALL_BREAKERS = `${MAJOR}/:@.\\-$#%\\\\_`;

function inNetwork(address: string, network: string): boolean {
  const [base = '', prefix = ''] = network.split('/');
  const family = isIP(address);
  if (family === 0 || family !== isIP(base)) return false;
  const list = new BlockList();
  list.addSubnet(base, Number(prefix), family === 4 ? 'ipv4' : 'ipv6');
  return list.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

function extreme(values: readonly string[], pick: (...numbers: readonly number[]) => number): number | null {
  const numbers = values.map(toNumber).filter((value) => value !== null);
  return numbers.length === 0 ? null : pick(...numbers);
}

function position(index: number, length: number): number {
  return index < 0 ? index + length : index;
}

function slice(values: readonly string[], start: number, end: number): Cell {
  const from = Math.max(0, position(start, values.length));
  return listOrNull(values.slice(from, position(end, values.length) + 1));
}

function substring(value: string, start: number, length = Number.POSITIVE_INFINITY): string {
  const characters = [...value];
  const from = start < 0 ? characters.length + start : start - 1;
  return characters.slice(Math.max(0, from), Math.max(0, from + length)).join('');
}

function strip(value: string, characters: string, sides: 'left' | 'right' | 'both'): string {
  const set = new Set(characters);
  let [start, end] = [0, value.length];
  while (sides !== 'right' && start < end && set.has(value.charAt(start))) start++;
  while (sides !== 'left' && end > start && set.has(value.charAt(end - 1))) end--;
  return value.slice(start, end);
}

function significant(value: number, digits: number): number {
  if (value === 0) return value;
  const whole = Math.floor(Math.log10(Math.abs(value))) + 1;
  return digits <= whole ? Math.round(value) : Number(value.toPrecision(digits));
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** In UTC, and only what the cases ask for. */
function formatTime(time: number, format: string): string {
  const date = new Date(Math.floor(time) * 1000);
  const iso = date.toISOString();
  const parts: Record<string, string> = {
    Y: iso.slice(0, 4),
    m: iso.slice(5, 7),
    d: iso.slice(8, 10),
    H: iso.slice(11, 13),
    M: iso.slice(14, 16),
    S: iso.slice(17, 19),
    y: iso.slice(2, 4),
    F: iso.slice(0, 10),
    T: iso.slice(11, 19),
    s: String(Math.floor(time)),
    A: DAYS[date.getUTCDay()] ?? '',
    a: (DAYS[date.getUTCDay()] ?? '').slice(0, 3),
    b: date.toUTCString().slice(8, 11),
    e: String(date.getUTCDate()).padStart(2),
    w: String(date.getUTCDay()),
  };
  return format.replace(/%([A-Za-z])/g, (whole, letter: string) => parts[letter] ?? whole);
}

function parseTime(text: string, format: string): number | null {
  const letters: string[] = [];
  const pattern = quote(format).replace(/%([YmdHMS])/g, (_, letter: string) => {
    letters.push(letter);
    return letter === 'Y' ? '(\\d{4})' : '(\\d{1,2})';
  });
  const match = new RegExp(`^${pattern}`).exec(text);
  if (match === null) return null;
  const at = (letter: string, fallback: number) => {
    const index = letters.indexOf(letter);
    return index === -1 ? fallback : Number(match[index + 1]);
  };
  return Date.UTC(at('Y', 1970), at('m', 1) - 1, at('d', 1), at('H', 0), at('M', 0), at('S', 0)) / 1000;
}

function calendarBucket(time: number, unit: string): number {
  if (unit === 'week') return Math.floor(time / 604_800) * 604_800;
  const snap = { day: '@d', month: '@mon', quarter: '@q', year: '@y' }[unit] ?? '@d';
  return relativeTime(time, snap, 'UTC') ?? Number.NaN;
}

function hash(name: string): (value: string) => string {
  return (value) => createHash(name).update(value).digest('hex');
}

function duration(seconds: number): string {
  const pad = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const days = Math.floor(seconds / 86_400);
  const clock = `${pad((seconds % 86_400) / 3600)}:${pad((seconds % 3600) / 60)}:${pad(seconds % 60)}`;
  return days > 0 ? `${days}+${clock}` : clock;
}

/** Functions of the plan that are NULL when an argument is; the others are in expressions.ts. */
export const STRICT: { readonly [F in FunctionName]?: Apply } = {
  textEquals: (a: string, b: string) => a === b,
  textLess: (a: string, b: string) => compareText(a, b) < 0,
  textLessOrEqual: (a: string, b: string) => compareText(a, b) <= 0,
  numberEquals: (a: number, b: number) => a === b,
  numberLess: (a: number, b: number) => a < b,
  numberLessOrEqual: (a: number, b: number) => a <= b,
  dynamicEquals: dynamic((difference) => difference === 0),
  dynamicLess: dynamic((difference) => difference < 0),
  dynamicLessOrEqual: dynamic((difference) => difference <= 0),
  textIn: (value: string, ...values: readonly string[]) => values.includes(value),
  caselessEquals: (a: string, b: string) => fold(a) === fold(b),
  caselessIn: (value: string, ...values: readonly string[]) => values.map(fold).includes(fold(value)),
  wildcardMatch: (value: string, pattern: string) => wildcard(pattern, 'i').test(value),
  wildcardMatchCased: (value: string, pattern: string) => wildcard(pattern, '').test(value),
  like: (value: string, pattern: string) => {
    const body = [...pattern].map((one) => (one === '%' ? '.*' : one === '_' ? '.' : quote(one))).join('');
    return new RegExp(`^${body}$`, 's').test(value);
  },
  cidrMatch: inNetwork,
  keywordMatch: (raw: string, word: string) => term(raw, word, ALL_BREAKERS, 'i'),
  keywordMatchCased: (raw: string, word: string) => term(raw, word, ALL_BREAKERS, ''),
  termMatch: (raw: string, word: string) => term(raw, word, MAJOR, 'i'),
  regexMatch: (value: string, pattern: string) => (isPattern(pattern) ? regex(pattern).test(value) : null),
  multiCount: (values: readonly string[]) => values.length,
  multiIndex: slice,
  multiItem: (values: readonly string[], index: number) => values[position(index, values.length)] ?? null,
  multiJoin: (values: readonly string[], divider: string) => values.join(divider),
  multiDistinct: (values: readonly string[]) => [...new Set(values)],
  multiSort: (values: readonly string[]) => [...values].sort(compareText),
  multiReverse: (values: readonly string[]) => [...values].reverse(),
  multiZip: (a: readonly string[], b: readonly string[], divider: string) =>
    listOrNull(a.slice(0, b.length).map((value, index) => `${value}${divider}${b[index]}`)),
  multiRange: (start: number, end: number, step: number) => {
    const count = Math.max(0, Math.ceil((end - start) / step));
    return listOrNull(Array.from({ length: count }, (_, index) => String(start + index * step)));
  },
  onlyValue: (values: readonly string[]) => (values.length === 1 ? (values[0] ?? null) : null),
  firstValue: (values: readonly string[]) => values[0] ?? null,
  toNumber: (value: string) => toNumber(value),
  toText: (value: number) => String(value === 0 ? 0 : value),
  booleanText: (value: boolean) => (value ? 'True' : 'False'),
  toNumberBase: (value: string, base: number) => finite(Number.parseInt(value, base)),
  toHex: (value: number) => `0x${value.toString(16).toUpperCase()}`,
  toBinary: (value: number) => value.toString(2),
  toCommas: (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 2 }),
  toDuration: duration,
  add: (a: number, b: number) => finite(a + b),
  subtract: (a: number, b: number) => finite(a - b),
  multiply: (a: number, b: number) => finite(a * b),
  multiplyRounded: (a: number, b: number, digits: number) => significant(a * b, digits),
  divide: (a: number, b: number) => finite(a / b),
  modulo: (a: number, b: number) => finite(a % b),
  dynamicAdd: (a: string, b: string) => {
    const [x, y] = [toNumber(a), toNumber(b)];
    return x === null || y === null ? a + b : String(x + y);
  },
  negate: (a: number) => -a,
  abs: (a: number) => Math.abs(a),
  ceil: (a: number) => Math.ceil(a),
  floor: (a: number) => Math.floor(a),
  round: (a: number, digits: number) => Math.floor(a * 10 ** digits + 0.5) / 10 ** digits,
  sqrt: (a: number) => finite(Math.sqrt(a)),
  exp: (a: number) => finite(Math.exp(a)),
  ln: (a: number) => finite(Math.log(a)),
  log: (a: number, base: number) => finite(base === 10 ? Math.log10(a) : Math.log2(a) / Math.log2(base)),
  pow: (a: number, b: number) => finite(a ** b),
  sigfig: (a: number, digits: number) => Number(a.toPrecision(digits)),
  ...Object.fromEntries(
    (['sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh'] as const).map(
      (name) => [name, (a: number) => finite(Math[name](a))],
    ),
  ),
  atan2: (a: number, b: number) => Math.atan2(a, b),
  hypot: (a: number, b: number) => Math.hypot(a, b),
  pi: () => Math.PI,
  random: () => Math.floor(Math.random() * 2 ** 31),
  bitLeft: (a: number, b: number) => Number(BigInt(a) << BigInt(b)),
  bitRight: (a: number, b: number) => Number(BigInt(a) >> BigInt(b)),
  bitAnd: (a: number, b: number) => Number(BigInt(a) & BigInt(b)),
  bitOr: (a: number, b: number) => Number(BigInt(a) | BigInt(b)),
  bitXor: (a: number, b: number) => Number(BigInt(a) ^ BigInt(b)),
  bitNot: (a: number) => Number(~BigInt(a)),
  concat: (...parts: readonly string[]) => parts.join(''),
  lower: (value: string) => value.toLowerCase(),
  upper: (value: string) => value.toUpperCase(),
  length: (value: string) => [...value].length,
  substring,
  substringFrom: (value: string, start: number) => substring(value, start),
  trim: (value: string, characters: string) => strip(value, characters, 'both'),
  trimLeft: (value: string, characters: string) => strip(value, characters, 'left'),
  trimRight: (value: string, characters: string) => strip(value, characters, 'right'),
  split: (value: string, divider: string) => value.split(divider),
  translate: (value: string, from: string, to: string) =>
    [...value].map((char) => [...to][[...from].indexOf(char)] ?? char).join(''),
  replaceText: (value: string, from: string, to: string) => value.replaceAll(from, () => to),
  regexReplace: (value: string, pattern: string, replacement: string) =>
    isPattern(pattern) ? regex(pattern).replace(value, replacement) : null,
  regexReplaceSome: (value: string, pattern: string, replacement: string, skipped: number, count: number) =>
    regex(pattern).replace(value, replacement, skipped + count, skipped),
  regexFirst: (value: string, pattern: string, group: number) => regex(pattern).match(value)?.groups[group - 1] || null,
  regexGroups: (value: string, pattern: string, groups: string) => {
    const found = regex(pattern).match(value);
    return groups.split(',').map((group) => found?.groups[Number(group) - 1] ?? '');
  },
  regexAll: (value: string, pattern: string, group: number, count: number) => {
    const matches = regex(pattern).matches(value, count === 0 ? undefined : count);
    const values = matches.flatMap(({ groups }) => groups[group - 1] || []);
    return values.length === 0 ? null : values;
  },
  regexMatches: (value: string, pattern: string, groups: string, count: number) => {
    const matches = regex(pattern).matches(value, count === 0 ? undefined : count);
    const lists = groups.split(',').map((group) => matches.flatMap((match) => match.groups[Number(group) - 1] ?? []));
    return matches.length === 0 ? null : JSON.stringify(lists);
  },
  regexOffsets: (value: string, pattern: string, count: number) => offsetsOf(value, pattern, count) ?? null,
  jsonListAt: (value: string, index: number) => {
    const list = (JSON.parse(value) as string[][])[index] ?? [];
    return list.length === 0 ? null : list;
  },
  spathValues: (value: string, path: string) => {
    if (/^\s*</.test(value)) return xmlValues(value, path).length === 0 ? null : xmlValues(value, path);
    const places = path.replaceAll('{', '.{').split('.').filter(Boolean);
    const at = (node: unknown, depth: number): string[] => {
      const place = places[depth];
      if (place === undefined) return [typeof node === 'string' ? node : JSON.stringify(node)];
      const index = /^\{(\d*)\}$/.exec(place)?.[1];
      return Object.entries(node ?? {}).flatMap(([key, child]) =>
        index === '' || key === (index ?? place) ? at(child, depth + 1) : [],
      );
    };
    try {
      const found = at(JSON.parse(value), 0);
      return found.length === 0 ? null : found;
    } catch {
      return null;
    }
  },
  jsonApply: (value: string, operation: string, args: string) => applyJson(value, operation, args) ?? null,
  jsonValues: (value: string, quotes: string) => {
    const found = listJson(value, quotes);
    return found === undefined ? null : (JSON.parse(found) as string[]);
  },
  printf: (format: string, args: string) => printf(format, args) ?? null,
  commandNames: (search: string) => {
    const found = commandNames(search);
    return found === undefined ? null : (JSON.parse(found) as string[]);
  },
  ipMask: (mask: string, address: string) => ipMask(mask, address) ?? null,
  multiGreatest: (values: readonly string[]) => extreme(values, Math.max),
  multiLeast: (values: readonly string[]) => extreme(values, Math.min),
  locate: (address: string, field: string) => locationOf(address)[field] ?? null,
  urlDecode: (value: string) => decodeURIComponent(value),
  md5: hash('md5'),
  sha1: hash('sha1'),
  sha256: hash('sha256'),
  sha512: hash('sha512'),
  timeBucket: (value: number, span: number, offset: number) => Math.floor((value - offset) / span) * span + offset,
  calendarBucket,
  relativeTime: (time: number, modifier: string) => relativeTime(time, modifier, 'UTC') ?? null,
  formatTime,
  parseTime,
};
